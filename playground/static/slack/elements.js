/** Block Kit's elements: what can be pressed, ticked, chosen and typed. */

import { h, icon } from "../dom.js";
import { attachMenu } from "../menu.js";
import { moment } from "./moment.js";
import { Picker } from "./picker.js";
import { plainOf, textOf } from "./words.js";

const OPENS = /^(https?|mailto):/iu;
const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

/** The accessible name of an element that has no label of its own, in words that stand near it. */
export function nameFor(body, block) {
  return plainOf(block.label) || plainOf(body.placeholder) || plainOf(block.text) || "Choose";
}

/** aria-labelledby of the block's label, or else a name. */
function named(body, block, labels) {
  if (!labels) return { "aria-label": nameFor(body, block) };
  return { "aria-labelledby": labels.labelledby, "aria-describedby": labels.describedby };
}

function button(body, block, surface) {
  const look = `kit-button ${body.style ? `kit-button-${body.style}` : ""}`;
  const label = body.accessibility_label ?? null;
  const onclick = () => surface.press(block, body);
  const inside = [h("span", {}, plainOf(body.text)), h("span", { class: "kit-spinner", "aria-hidden": "true" })];
  if (OPENS.test(body.url ?? "")) {
    const opens = { href: body.url, target: "_blank", rel: "noopener noreferrer" };
    const link = h("a", { class: look, "aria-label": label, onclick, ...opens }, ...inside, icon("out"));
    return surface.keyed(link, block, body);
  }
  const key = h("button", { type: "button", class: look, "aria-label": label, onclick }, ...inside);
  return surface.keyed(key, block, body);
}

function overflow(body, block, surface) {
  const more = h("button", { type: "button", class: "kit-button kit-overflow", "aria-label": "More" }, icon("dots"));
  const item = (option) => ({ label: plainOf(option.text), run: () => surface.press(block, body, option) });
  const items = () => body.options.map(item);
  return h(
    "span",
    { class: "kit-more" },
    surface.keyed(more, block, body),
    attachMenu(more, { label: "More", items, floating: true }),
  );
}

/** Checkboxes and radio buttons. */
function ticks(body, block, surface, labels) {
  const several = body.type === "checkboxes";
  const held = [surface.valueOf(block, body)].flat();
  const name = surface.key(block, body);
  const group = h("div", { class: "kit-ticks", role: several ? "group" : "radiogroup", ...named(body, block, labels) });
  const values = () => [...group.querySelectorAll("input:checked")].map((box) => box.value);
  for (const option of body.options) {
    const kind = { type: several ? "checkbox" : "radio", name, value: option.value };
    const box = h("input", { ...kind, checked: held.includes(option.value) });
    box.addEventListener("change", () => surface.change(block, body, values(), option.value));
    const detail = option.description ? h("small", {}, ...textOf(option.description)) : null;
    surface.keyed(box, block, body, option.value);
    group.append(h("label", { class: "kit-tick" }, box, h("span", {}, ...textOf(option.text), detail)));
  }
  return group;
}

function counter(body, field) {
  if (!body.max_length) return null;
  const left = h("span", { class: "kit-count", "aria-hidden": "true" });
  const count = () => {
    left.textContent = `${field.value.length}/${body.max_length}`;
    left.classList.toggle("over", field.value.length > body.max_length);
  };
  field.addEventListener("input", count);
  count();
  return left;
}

function textField(body, block, surface, labels) {
  const shared = { class: "kit-field-text", placeholder: plainOf(body.placeholder), ...named(body, block, labels) };
  const field = body.multiline
    ? h("textarea", { rows: 4, ...shared })
    : h("input", {
      type: TYPES[body.type],
      inputmode: body.type === "number_input" ? "decimal" : null,
      autocomplete: "off",
      ...shared,
    });
  field.value = surface.valueOf(block, body);
  field.addEventListener("input", () => surface.draft(block, body, [field.value]));
  field.addEventListener("change", () => surface.change(block, body, [field.value]));
  return h("div", { class: "kit-typed" }, surface.keyed(field, block, body), counter(body, field));
}

const select = (several) => (body, block, surface, labels) =>
  new Picker({ body, block, surface, labels, several, name: nameFor(body, block) }).element;

const time = (type) => (body, block, surface, labels) =>
  moment(type, { body, block, surface, names: named(body, block, labels) });

const KINDS = {
  button,
  overflow,
  checkboxes: ticks,
  radio_buttons: ticks,
  static_select: select(false),
  multi_static_select: select(true),
  datepicker: time("date"),
  timepicker: time("time"),
  plain_text_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  number_input: textField,
};

/** One element; `labels` are the ids of what names and describes it in an input block. */
export function elementOf(body, block, surface, labels) {
  const draw = KINDS[body.type];
  if (!draw) return h("span", { class: "kit-unknown" }, `(${body.type} is not shown here)`);
  return draw(body, block, surface, labels);
}
