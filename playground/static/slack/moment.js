/** Date and time pickers: what is typed is handed on when it is whole, what is picked at once. */

import { h } from "../dom.js";

/** `type` is date or time. Typing passes through dates that nobody means, so it waits for Enter or for leaving. */
export function moment(type, { body, block, surface, names }) {
  const field = h("input", { type, class: "kit-moment", ...names });
  field.value = surface.valueOf(block, body);
  let typing = false;
  let told = field.value;

  function tell() {
    typing = false;
    if (field.value === told) return;
    told = field.value;
    surface.change(block, body, told ? [told] : []);
  }

  field.addEventListener("keydown", (event) => {
    typing = event.key !== "Enter";
    if (!typing) tell();
  });
  field.addEventListener("change", () => {
    surface.draft(block, body, field.value ? [field.value] : []);
    if (!typing) tell();
  });
  field.addEventListener("blur", tell);
  return surface.keyed(field, block, body);
}
