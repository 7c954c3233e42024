/** The form that orders faults of one service, and the list of those still to come. */

import { post, remove } from "./api.js";
import { h } from "./dom.js";

const DEFAULT_RETRY_AFTER = 3; // seconds that a 429 asks the bot to wait

function choice(label, options) {
  const select = h("select", {}, options.map(([value, text]) => h("option", { value }, text)));
  return [select, h("label", { class: "field" }, h("span", {}, label), select)];
}

function number(label, value, highest) {
  const input = h("input", { type: "number", min: 1, max: highest, value, required: true });
  return [input, h("label", { class: "field field-short" }, h("span", {}, label), input)];
}

export function explained(title, detail) {
  return h("span", {}, h("b", {}, title), h("small", {}, detail));
}

/** The switch of speed limits, which posts to `path`. */
export function limitsSwitch(path) {
  const box = h("input", { type: "checkbox", role: "switch", class: "switch" });
  box.addEventListener("change", () => post(path, { enabled: box.checked }));
  return box;
}

export class FaultForm {
  /** `service`: who answers, the path of its faults, its kinds as [code, words], and its methods. */
  constructor(service) {
    this.service = service;
    this.list = h("ul", { class: "fault-list" });
    this.form = this.build();
  }

  build() {
    const { who, kinds, methods } = this.service;
    const [kind, kindField] = choice(`${who} answers`, kinds);
    const [method, methodField] = choice("to", methods.map((name) => [name, name === "*" ? "every method" : name]));
    const [times, timesField] = number("how many requests", 1, 1000);
    const [wait, waitField] = number("wait, seconds", DEFAULT_RETRY_AFTER, 3600);
    kind.addEventListener("change", () => (waitField.hidden = kind.value !== "429"));
    const add = h("button", { type: "submit", class: "button button-main" }, "Add the fault");
    const form = h("form", { class: "fault-form" }, kindField, methodField, timesField, waitField, add);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = Number(kind.value) || kind.value;
      const fault = { method: method.value, code, times: Number(times.value) };
      void post(this.service.path, code === 429 ? { ...fault, retry_after: Number(wait.value) } : fault);
    });
    return form;
  }

  words(fault) {
    const what = this.service.kinds.find(([value]) => value === String(fault.code))?.[1] ?? String(fault.code);
    const where = fault.method === "*" ? "every method" : fault.method;
    const wait = fault.code === 429 ? `, wait ${fault.retry_after} s` : "";
    return [h("b", {}, what), ` to ${where}${wait}`, h("span", { class: "fault-times" }, `${fault.times} left`)];
  }

  update(faults) {
    const mark = JSON.stringify(faults);
    if (mark === this.mark) return;
    this.mark = mark;
    const { who, path } = this.service;
    const clear = h(
      "button",
      { type: "button", class: "button button-small", onclick: () => remove(path) },
      "Clear all",
    );
    const rows = faults.map((fault) => h("li", {}, ...this.words(fault)));
    const none = h("li", { class: "hint" }, `No faults are waiting: ${who} is well.`);
    this.list.replaceChildren(...rows, rows.length ? h("li", { class: "fault-clear" }, clear) : none);
  }
}
