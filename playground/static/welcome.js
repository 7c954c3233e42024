/** The greeting: what this is, what to try, and the code to join with. */

import { notice } from "./dialog.js";
import { h, icon } from "./dom.js";

const PLAIN_TEXT = "Add a person, press START on their phone, and see what the bot says.";

async function copyCode(code) {
  try {
    await navigator.clipboard.writeText(code);
    notice("The code is copied.");
  } catch {
    notice(`Copying is not allowed here. The code is ${code}.`, "bad");
  }
}

function codePart(welcome) {
  if (!welcome.code) return null;
  const onclick = () => copyCode(welcome.code);
  const copy = h("button", { type: "button", class: "button button-small", onclick }, icon("copy"), "Copy");
  return h(
    "div",
    { class: "welcome-join" },
    h("span", { class: "welcome-label" }, "The code to join with"),
    h("div", { class: "welcome-code" }, h("code", { "data-testid": "welcome-code" }, welcome.code), copy),
  );
}

function triesPart(welcome) {
  if (!welcome.tries?.length) return null;
  const roomy = window.matchMedia("(width > 760px)").matches;
  const list = h("ol", {}, welcome.tries.map((text) => h("li", {}, h("span", {}, text))));
  const summary = h("summary", {}, h("h2", {}, "Things to try"), icon("down"));
  return h("details", { class: "welcome-tries", open: roomy }, summary, list);
}

export class Welcome {
  constructor() {
    this.element = h("section", { class: "welcome", "data-testid": "welcome" });
  }

  /** Without a greeting from the bot's side, the page says itself what it is. */
  update(state) {
    const mark = JSON.stringify([state.welcome, state.bot.name]);
    if (mark === this.mark) return;
    this.mark = mark;
    const welcome = state.welcome?.title ? state.welcome : { text: PLAIN_TEXT };
    const title = h("h1", {}, welcome.title || `Talk with ${state.bot.name}`);
    const text = h("p", { class: "welcome-text" }, welcome.text || "");
    this.element.replaceChildren(...[title, text, codePart(welcome), triesPart(welcome)].filter(Boolean));
  }
}
