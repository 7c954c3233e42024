/** The panel of faults: what Telegram answers to the bot's next requests, its speed limits, and the token. */

import { post, remove } from "./api.js";
import { openDialog } from "./dialog.js";
import { h, show } from "./dom.js";

const KINDS = [
  ["429", "429 · too many requests"],
  ["403", "403 · blocked by the user"],
  ["500", "500 · Telegram has a bad day"],
  ["401", "401 · token not known"],
  ["timeout_after_delivery", "Time-out after delivery"],
];
const METHODS = ["*", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates"];
const LIMITS_WORDS = "One message a second to a person, thirty in all, as Telegram has it";
const DEFAULT_RETRY_AFTER = 3; // seconds that a 429 asks the bot to wait

function choice(label, options) {
  const select = h("select", {}, options.map(([value, text]) => h("option", { value }, text)));
  return [select, h("label", { class: "field" }, h("span", {}, label), select)];
}

function number(label, value, highest) {
  const input = h("input", { type: "number", min: 1, max: highest, value, required: true });
  return [input, h("label", { class: "field field-short" }, h("span", {}, label), input)];
}

function explained(title, detail) {
  return h("span", {}, h("b", {}, title), h("small", {}, detail));
}

export class FaultsPanel {
  constructor() {
    this.list = h("ul", { class: "fault-list" });
    const onchange = () => post("/api/limits", { enabled: this.limits.checked });
    this.limits = h("input", { type: "checkbox", role: "switch", class: "switch", onchange });
    this.content = h("div", { class: "dialog-body" }, this.form(), this.list, this.switches());
  }

  form() {
    const [kind, kindField] = choice("Telegram answers", KINDS);
    const [method, methodField] = choice("to", METHODS.map((name) => [name, name === "*" ? "every method" : name]));
    const [times, timesField] = number("how many requests", 1, 1000);
    const [wait, waitField] = number("wait, seconds", DEFAULT_RETRY_AFTER, 3600);
    kind.addEventListener("change", () => (waitField.hidden = kind.value !== "429"));
    const add = h("button", { type: "submit", class: "button button-main" }, "Add the fault");
    const form = h("form", { class: "fault-form" }, kindField, methodField, timesField, waitField, add);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = Number(kind.value) || kind.value;
      const fault = { method: method.value, code, times: Number(times.value) };
      void post("/api/faults", code === 429 ? { ...fault, retry_after: Number(wait.value) } : fault);
    });
    return form;
  }

  switches() {
    const turn = (revoked) => () => post("/api/token", { revoked });
    this.revoke = h("button", { type: "button", class: "button button-danger", onclick: turn(true) }, "Revoke token");
    this.restore = h("button", { type: "button", class: "button", onclick: turn(false) }, "Restore token");
    return h(
      "div",
      { class: "fault-switches" },
      h("label", { class: "switch-row" }, explained("Speed limits", LIMITS_WORDS), this.limits),
      h(
        "div",
        { class: "switch-row" },
        explained("The bot’s token", "A revoked token is answered with 401"),
        this.revoke,
        this.restore,
      ),
    );
  }

  open() {
    openDialog("Faults and limits", this.content, { testid: "faults-panel", wide: true });
  }

  words(fault) {
    const what = KINDS.find(([value]) => value === String(fault.code))?.[1] ?? String(fault.code);
    const where = fault.method === "*" ? "every method" : fault.method;
    const wait = fault.code === 429 ? `, wait ${fault.retry_after} s` : "";
    return [h("b", {}, what), ` to ${where}${wait}`, h("span", { class: "fault-times" }, `${fault.times} left`)];
  }

  update(state) {
    this.limits.checked = state.limits;
    show(this.revoke, !state.bot.revoked);
    show(this.restore, state.bot.revoked);
    const mark = JSON.stringify(state.faults);
    if (mark === this.mark) return;
    this.mark = mark;
    const clear = h(
      "button",
      { type: "button", class: "button button-small", onclick: () => remove("/api/faults") },
      "Clear all",
    );
    const rows = state.faults.map((fault) => h("li", {}, ...this.words(fault)));
    const none = h("li", { class: "hint" }, "No faults are waiting: Telegram is well.");
    this.list.replaceChildren(...rows, rows.length ? h("li", { class: "fault-clear" }, clear) : none);
  }
}
