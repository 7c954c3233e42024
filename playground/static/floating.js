/** Lists that open over everything beside the button that opened them, and are never cut off by a scroller. */

const GAP_PX = 6; // between the button and its list
const EDGE_PX = 8; // from the edge of the page

function place(list, button) {
  list.style.maxHeight = "";
  const at = button.getBoundingClientRect();
  list.style.minWidth = `${Math.min(at.width, innerWidth - 2 * EDGE_PX)}px`;
  const { width, height } = list.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP_PX - EDGE_PX;
  const above = at.top - GAP_PX - EDGE_PX;
  const upwards = height > below && above > below;
  const top = upwards ? Math.max(EDGE_PX, at.top - GAP_PX - height) : at.bottom + GAP_PX;
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(EDGE_PX, Math.min(at.left, innerWidth - width - EDGE_PX))}px`;
  list.style.maxHeight = `${Math.max(upwards ? above : below, 120)}px`;
}

/** Makes `list` one that floats; show it with `raise` and take it away with `lower`. */
export function float(list) {
  list.popover = "manual";
  list.classList.add("floating");
}

/** Shows the list beside the button, and keeps it there while the page moves under it, until `lower`. */
export function raise(list, button) {
  list.showPopover();
  place(list, button);
  list.follow = (event) => {
    if (event.type === "resize" || !list.contains(event.target)) place(list, button);
  };
  addEventListener("scroll", list.follow, { capture: true, passive: true });
  addEventListener("resize", list.follow);
}

export function lower(list) {
  removeEventListener("scroll", list.follow, { capture: true });
  removeEventListener("resize", list.follow);
  if (list.matches(":popover-open")) list.hidePopover();
}

/** Whether a list is open in there; `onClosed` is then called, once, when it has closed. */
export function isOpenIn(place, onClosed) {
  const open = place.querySelector(":popover-open");
  open?.addEventListener("toggle", onClosed, { once: true });
  return Boolean(open);
}
