/** Questions that the page asks in a modal dialog, and short notices at its foot. */

import { h, iconButton } from "./dom.js";

const NOTICE_MS = 5000; // long enough to read one sentence

/** Shows one sentence at the foot of the page. */
export function notice(text, tone = "good") {
  const line = h("p", { class: `notice notice-${tone}` }, text);
  document.getElementById("notices").append(line);
  setTimeout(() => line.remove(), NOTICE_MS);
}

/** A dialog with a title and a close button; it leaves the page when it is closed. */
export function openDialog(title, content, { testid, wide = false, onclose } = {}) {
  const dialog = h(
    "dialog",
    { class: wide ? "dialog dialog-wide" : "dialog", "aria-label": title, "data-testid": testid },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", {}, title),
      iconButton("close", "Close", { onclick: () => dialog.close() }),
    ),
    content,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Runs `then` once the person agrees. */
export function confirmThat({ title, text, action, then }) {
  const agree = h("button", { type: "button", class: "button button-danger" }, action);
  const stay = h("button", { type: "button", class: "button" }, "Keep it as it is");
  const dialog = openDialog(
    title,
    h("div", { class: "dialog-body" }, h("p", {}, text), h("div", { class: "row-end" }, stay, agree)),
  );
  stay.addEventListener("click", () => dialog.close());
  agree.addEventListener("click", () => {
    dialog.close();
    then();
  });
  stay.focus();
}

/** Runs `then(words)` with what the person typed. */
export function askFor({ title, label, value = "", hint, action, then }) {
  const input = h("input", { type: "text", value, maxlength: 64, autocomplete: "off", spellcheck: "false" });
  const form = h(
    "form",
    { class: "dialog-body" },
    h("label", { class: "field" }, h("span", {}, label), input),
    hint ? h("p", { class: "hint" }, hint) : null,
    h("div", { class: "row-end" }, h("button", { type: "submit", class: "button button-main" }, action)),
  );
  const dialog = openDialog(title, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    then(input.value.trim());
  });
  input.focus();
  input.select();
}
