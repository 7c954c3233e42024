/** One message in Slack: who says it, its blocks and files, and its menu. */

import { avatar, h, icon, iconButton } from "../dom.js";
import { attachMenu } from "../menu.js";
import { hour } from "../when.js";
import { drawBlocks } from "./blocks.js";
import { numberOf, words } from "./words.js";

/** The square picture of the app, or of somebody with this id. */
export function portrait(name, user) {
  if (user) return avatar(name, numberOf(user));
  return h("span", { class: "avatar app-picture", "aria-hidden": "true" }, [...name][0]?.toUpperCase() ?? "?");
}

export const appBadge = () => h("span", { class: "app-badge" }, "APP");

function file(one) {
  const title = one.title || one.name;
  const isPicture = one.mimetype.startsWith("image/");
  if (!isPicture) {
    const detail = title === one.name ? "Press to save" : `${one.name} – press to save`;
    const words = h("span", { class: "file-words" }, h("b", {}, title), h("small", {}, detail));
    return h("a", { class: "file-card", href: one.url, download: one.name }, icon("file"), words);
  }
  const image = h("img", { src: one.url, alt: title, decoding: "async" });
  return h("figure", { class: "file-picture" }, h("figcaption", {}, one.name), image);
}

function byline(message, author) {
  const time = h("time", { datetime: message.date }, hour(new Date(message.date)));
  const badge = message.from === "bot" ? appBadge() : null;
  return h("div", { class: "post-head" }, h("b", {}, author.name), badge, time);
}

function onlyYou() {
  return h("p", { class: "post-private" }, icon("eye"), "Only visible to you");
}

function content(message, surface) {
  const edited = message.edited ? h("span", { class: "post-edited" }, " (edited)") : null;
  const blocks = drawBlocks(message.blocks, surface);
  const isPlain = !blocks.length && message.html;
  const plain = isPlain ? h("div", { class: "kit-text", dir: "auto" }, ...words(message.html), edited) : null;
  const wrong = message.error ? h("p", { class: "post-error", role: "alert" }, icon("warn"), message.error) : null;
  return [plain, ...blocks, ...message.files.map(file), blocks.length ? edited : null, wrong];
}

function tools(message, author, context) {
  const items = context.menuOf(message);
  if (!items.length) return null;
  const more = iconButton("dots", `More actions on the message of ${author.name}`, { class: "icon-button post-more" });
  const item = ({ label, symbol, run }) => ({ label, symbol: icon(symbol), run });
  const menu = attachMenu(more, { label: "Message actions", items: () => items.map(item), floating: true });
  return h("div", { class: "post-tools" }, context.keyed(more, `${message.ts}/more`), menu);
}

/**
 * The list item of a message. `author` is {name, user}, user null for the app; `surface` is where its blocks act;
 * `context` gives menuOf(message) -> [{label, symbol, run}] and keyed(element, key).
 */
export function post(message, author, surface, context) {
  const look = `post ${message.ephemeral ? "post-ephemeral" : ""}`;
  const body = h("div", { class: "post-body" }, byline(message, author), ...content(message, surface).filter(Boolean));
  const row = h("div", { class: "post-row" }, portrait(author.name, author.user), body);
  return h(
    "li",
    { class: look, "data-testid": `message-${message.ts}` },
    message.ephemeral ? onlyYou() : null,
    row,
    tools(message, author, context),
  );
}
