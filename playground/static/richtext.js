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

function link(address, children, context) {
  const payload = invitationIn(address, context.bot.username);
  if (payload !== null) {
    return h("button", { type: "button", class: "text-link", onclick: () => context.open(payload) }, ...children);
  }
  const href = LINK.test(address) ? address : `https://${address}`;
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
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

function copy(node, context) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  const inside = [...node.childNodes].flatMap((child) => copy(child, context));
  const address = (tag === "a" && node.getAttribute("href")) || "";
  if (LINK.test(address)) return [link(address, inside, context)];
  if (node.classList.contains("tg-spoiler")) return [spoiler(inside)];
  if (tag === "script" || tag === "style") return [];
  if (TAGS.has(tag)) return [h(tag, {}, ...inside)];
  const pressed = found(node, context);
  return pressed ? [pressed] : inside;
}

/** A message's words as nodes, from the server's markup. */
export function wordsOf(message, context) {
  const parsed = new DOMParser().parseFromString(message.html, "text/html");
  const able = { bot: context.bot, open: context.open, say: context.say, pressable: message.from === "bot" };
  return [...parsed.body.childNodes].flatMap((node) => copy(node, able));
}
