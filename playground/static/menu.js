/** A button that opens a menu: arrow keys, Escape, and a click elsewhere close or move it. */

import { h } from "./dom.js";
import { float, lower, raise } from "./floating.js";

function moveFocus(list, step) {
  const items = [...list.querySelectorAll('[role="menuitem"]')];
  const here = items.indexOf(document.activeElement);
  items[(here + step + items.length) % items.length]?.focus();
}

/**
 * Makes `button` open a menu. `items()` is asked each time it opens and gives
 * [{label, hint, symbol, run, danger}]; `symbol` is an element shown before the label. A floating menu opens over
 * everything, for buttons inside what scrolls.
 */
export function attachMenu(button, { label, items, className = "", floating = false }) {
  const list = h("div", { class: `menu ${className}`, role: "menu", "aria-label": label, hidden: true });
  if (floating) float(list);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  function close(returnFocus) {
    if (list.hidden) return;
    if (floating) lower(list);
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onOutside, true);
    if (returnFocus) button.focus();
  }

  function onOutside(event) {
    if (!list.contains(event.target) && !button.contains(event.target)) close(false);
  }

  function item({ label: text, hint, symbol, run, danger }) {
    const words = h("span", { class: "menu-words" }, h("span", {}, text), hint ? h("small", {}, hint) : null);
    const choose = () => {
      close(true);
      run();
    };
    return h(
      "button",
      { type: "button", role: "menuitem", class: danger ? "menu-item danger" : "menu-item", onclick: choose },
      symbol,
      words,
    );
  }

  function open() {
    list.replaceChildren(...items().map(item));
    list.hidden = false;
    if (floating) raise(list, button);
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", onOutside, true);
    list.querySelector('[role="menuitem"]')?.focus({ preventScroll: true });
  }

  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    if (event.key === "Escape" || event.key === "Tab") close(event.key === "Escape");
    else if (steps[event.key]) moveFocus(list, steps[event.key]);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation(); // Escape closes the menu, and not what the menu is in
  });
  return list;
}
