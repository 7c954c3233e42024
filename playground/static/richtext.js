/**
 * Puts a message's words on the page. The server's markup is safe already; it is copied tag by tag from a short
 * list all the same, so that nothing else can ever reach the page. Commands and addresses can be pressed.
 */

import { h } from "./dom.js";

const TAGS = new Set("b strong i em u ins s strike del code pre blockquote br".split(" "));
const LINK = /^(https?:|tg:|mailto:)/iu;

/** The payload of a link that opens this bot (t.me/bot?start=CODE), or null. */
export function invitationIn(address, botUsername) {
  const found = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\?start=([\w-]{0,64})$/iu.exec(address);
  if (found) return found[1].toLowerCase() === botUsername.toLowerCase() ? found[2] : null;
  const inner = /^tg:\/\/resolve\?domain=(\w+)&start=([\w-]{0,64})$/iu.exec(address);
  return inner && inner[1].toLowerCase() === botUsername.toLowerCase() ? inner[2] : null;
}

/** A link that opens in a tab of its own. */
export function outward(address, children) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function link(address, children, context) {
  const payload = invitationIn(address, context.bot.username);
  if (payload !== null) {
    return h("button", { type: "button", class: "text-link", onclick: () => context.open(payload) }, ...children);
  }
  return outward(LINK.test(address) ? address : `https://${address}`, children);
}

function command(text, context) {
  return h("button", { type: "button", class: "text-link", onclick: () => context.say(text) }, text);
}

function spoiler(children) {
  const cover = h(
    "button",
    { type: "button", class: "spoiler", "aria-label": "Hidden words: press to show" },
    ...children,
  );
  cover.addEventListener("click", () => {
    cover.classList.add("shown");
    cover.removeAttribute("aria-label");
  });
  return cover;
}

/** What the server found in the text and marked as pressable: an address or a command. */
function found(node, context) {
  const text = node.textContent;
  if (node.classList.contains("url")) return link(text, [text], context);
  return node.classList.contains("bot_command") && context.pressable ? command(text, context) : null;
}

/** Copies one node; `special(node, inside, address)` may give an element of its own for it, else null. */
function copy(node, special) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  if (tag === "script" || tag === "style") return [];
  const inside = [...node.childNodes].flatMap((child) => copy(child, special));
  const address = (tag === "a" && node.getAttribute("href")) || "";
  const made = special(node, inside, LINK.test(address) ? address : "");
  if (made) return [made];
  return TAGS.has(tag) ? [h(tag, {}, ...inside)] : inside;
}

/** The server's markup as nodes: the tags of the list, text, and what `special` makes. */
export function copied(html, special) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].flatMap((node) => copy(node, special));
}

/** A message's words as nodes, from the server's markup. */
export function wordsOf(message, context) {
  const able = { bot: context.bot, open: context.open, say: context.say, pressable: message.from === "bot" };
  return copied(message.html, (node, inside, address) => {
    if (address) return link(address, inside, able);
    if (node.classList.contains("tg-spoiler")) return spoiler(inside);
    return TAGS.has(node.localName) ? null : found(node, able);
  });
}
