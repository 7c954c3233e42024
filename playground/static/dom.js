/** Builds elements of the page; a string given as a child is always text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else element.setAttribute(name, String(value));
}

/** h("button", {class: "x", onclick: f, disabled: true}, "Label", otherElement) -> element. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) setProperty(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One icon of icons.svg, hidden from screen readers: its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, properties = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, ...properties },
    icon(name),
  );
}

const TINTS = 7; // as many as phone.css has

/** A round picture with initials, in a colour that stays the same for the same number. */
export function avatar(name, number) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const initials = words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
  return h("span", { class: `avatar tint-${Math.abs(number) % TINTS}`, "aria-hidden": "true" }, initials || "?");
}

const BOT_TINT = 4;

/** The bot's picture, in a place that keeps it while the name stays the same. */
export function showBotPicture(place, bot) {
  const initial = [...bot.name][0] ?? "?";
  if (place.textContent !== initial.toUpperCase()) place.replaceChildren(avatar(initial, BOT_TINT));
}

/** Shows or hides without touching what else the element holds. */
export function show(element, visible) {
  if (element.hidden === visible) element.hidden = !visible;
}

/** Sets text only where it differs, so that screen readers are not told twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
