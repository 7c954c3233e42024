/** Block Kit's blocks as Slack shows them. */

import { h, icon } from "../dom.js";
import { outward } from "../richtext.js";
import { elementOf } from "./elements.js";
import { plainOf, textOf } from "./words.js";

let lastLabel = 0; // labels and fields find each other by number

/** A picture of this playground's, or words in its place: nothing is ever fetched from elsewhere. */
export function picture(image) {
  const address = image.url ?? image.image_url ?? "";
  if (new URL(address, location.href).origin === location.origin) {
    return h("img", { class: "kit-image", src: address, alt: image.alt_text ?? "", decoding: "async" });
  }
  const alt = image.alt_text || "Picture";
  return h("span", { class: "kit-image-elsewhere" }, icon("image"), outward(address, [alt]));
}

const isPicture = (one) => one.type === "image";
const text = (object, look) => h("div", { class: `kit-text ${look}`, dir: "auto" }, ...textOf(object));

function section(block, surface) {
  const fields = (block.fields ?? []).map((field) => text(field, "kit-field"));
  const beside = block.accessory;
  const side = beside && (isPicture(beside) ? picture(beside) : elementOf(beside, block, surface));
  const said = block.text ? text(block.text, "") : null;
  const table = fields.length ? h("div", { class: "kit-fields" }, fields) : null;
  return h("div", { class: "kit-section" }, h("div", { class: "kit-main" }, said, table), side);
}

function context(block) {
  const parts = block.elements.map((one) => (isPicture(one) ? picture(one) : text(one, "")));
  return h("div", { class: "kit-context" }, parts);
}

function actions(block, surface) {
  const elements = block.elements.map((one) => elementOf(one, block, surface));
  return h("div", { class: "kit-actions", role: "group", "aria-label": "Actions" }, elements);
}

function image(block) {
  const title = block.title ? h("figcaption", {}, ...textOf(block.title)) : null;
  return h("figure", { class: "kit-figure" }, title, picture(block));
}

/** A field with its label, its hint, and a place for what is wrong with it. */
function input(block, surface) {
  const number = (lastLabel += 1);
  const label = h(
    "span",
    { class: "kit-label", id: `kit-label-${number}` },
    plainOf(block.label),
    block.optional ? h("span", { class: "kit-optional" }, " (optional)") : null,
  );
  const hint = block.hint ? h("p", { class: "kit-hint", id: `kit-hint-${number}` }, ...textOf(block.hint)) : null;
  const error = h("p", { class: "kit-error", id: `kit-error-${number}`, hidden: true });
  const described = [hint?.id, error.id].filter(Boolean).join(" ");
  const field = elementOf(block.element, block, surface, { labelledby: label.id, describedby: described });
  const whole = h("div", { class: "kit-input", "data-block": block.block_id }, label, field, error, hint);
  label.addEventListener("click", () => whole.querySelector("[data-key]")?.focus());
  return whole;
}

const KINDS = {
  section,
  context,
  actions,
  image,
  input,
  header: (block) => h("h4", { class: "kit-header" }, ...textOf(block.text)),
  divider: () => h("hr", { class: "kit-divider" }),
  markdown: (block) => text(block, ""),
};

/** The blocks as elements, from top to bottom. */
export function drawBlocks(blocks, surface) {
  return blocks.map((block) => KINDS[block.type]?.(block, surface)).filter(Boolean);
}
