/** One message as a bubble with its time, its ticks and its buttons. */

import { h, icon, iconButton } from "./dom.js";
import { BARE, mediaOf } from "./media.js";
import { invitationIn, wordsOf } from "./richtext.js";
import { hour } from "./when.js";

function ticksOf(message, read) {
  if (message.from === "bot" || message.author) return null;
  const title = read ? "Read by the bot" : "Waiting for the bot";
  return h("span", { class: "ticks", title }, icon(read ? "checks" : "check"));
}

function meta(message, read) {
  const time = h("time", { datetime: message.date }, hour(new Date(message.date)));
  const edited = message.edited ? h("span", { class: "edited" }, "edited ") : null;
  return h("span", { class: "meta" }, edited, time, ticksOf(message, read));
}

function urlButton(button, context) {
  const payload = invitationIn(button.url, context.bot.username);
  const inside = [button.text, icon("out")];
  if (payload !== null) {
    return h("button", { type: "button", class: "key", onclick: () => context.open(payload) }, ...inside);
  }
  return h("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

function dataButton(message, button, context) {
  const key = h(
    "button",
    { type: "button", class: "key" },
    h("span", {}, button.text),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
  key.addEventListener("click", () => context.press(message, button, key));
  return key;
}

function keyboard(message, context) {
  if (!message.buttons?.length) return null;
  const isLink = (button) => /^(https?|tg):/iu.test(button.url || "");
  const key = (button) => (isLink(button) ? urlButton(button, context) : dataButton(message, button, context));
  const rows = message.buttons.map((row) => h("div", { class: "key-row" }, row.map(key)));
  return h("div", { class: "keys", role: "group", "aria-label": "Buttons" }, rows);
}

function sender(message, context) {
  if (message.author) return h("span", { class: "author" }, message.author);
  return h("span", { class: "sr-only" }, message.from === "bot" ? `${context.bot.name}: ` : "You: ");
}

function inside(message, context, read) {
  const media = mediaOf(message);
  const end = meta(message, read);
  const text = message.html ? h("div", { class: "text", dir: "auto" }, ...wordsOf(message, context), end) : end;
  return [sender(message, context), media, text];
}

function editButton(message, context) {
  if (message.from === "bot" || message.kind !== "text" || message.author) return null;
  const onclick = () => context.edit(message);
  return iconButton("edit", "Edit this message", { class: "icon-button bubble-edit", onclick });
}

/**
 * The list item of a message. `context` gives bot, press(message, button, element), open(payload), say(text)
 * and, on a phone, edit(message).
 */
export function bubble(message, context, read) {
  const testid = `message-${message.message_id}`;
  if (message.kind === "service") {
    return h("li", { class: "service", "data-testid": testid }, h("span", {}, message.text));
  }
  const side = message.from === "bot" || message.author ? "in" : "out";
  const look = BARE.has(message.kind) ? "bare" : `kind-${message.kind}`;
  const body = h("div", { class: `bubble ${look}` }, ...inside(message, context, read));
  const line = h("div", { class: "line" }, editButton(message, context), body);
  return h("li", { class: `message ${side}`, "data-testid": testid }, line, keyboard(message, context));
}
