/** What every phone has around its chat: whose it is, the case, and the bar with the time. */

import { avatar, h, icon } from "./dom.js";

/** `note` stands beside the name; `screen` is what is seen from the chat's head down. Gives {element, clock}. */
export function frame({ testid, label, name, number, note, screen }) {
  const clock = h("span", { class: "status-time" });
  const status = h("div", { class: "status-bar", "aria-hidden": "true" }, clock, icon("signal"));
  const owner = h("div", { class: "owner" }, avatar(name, number), h("h2", {}, name), note);
  const glass = h("div", { class: "case" }, h("div", { class: "screen" }, status, ...screen));
  const element = h("article", { class: "phone", "aria-label": label, "data-testid": testid }, owner, glass);
  return { element, clock };
}
