/** What one person in Slack does, and what of it still waits for the app. */

import { get, post } from "../api.js";

const LONGEST_WAIT_SECONDS = 10; // Slack gives an app three seconds; its clock may be the one that was moved

const marked = (place, key) => place.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);

function paint(node, busy) {
  if (busy) node.setAttribute("aria-busy", "true");
  else node.removeAttribute("aria-busy");
}

/** Draws anew, and puts the focus back on what has the same key. */
export function keepingFocus(place, draw) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.closest("[data-key]")?.dataset.key;
  draw();
  if (focused?.isConnected || key === undefined) return;
  [...marked(place, key)].at(-1)?.focus({ preventScroll: true });
}

/**
 * Each deed has a key: what carries it in data-key is shown as busy until the app has acknowledged, also when it is
 * drawn anew meanwhile.
 */
export class Actor {
  constructor(user, place) {
    this.user = user;
    this.place = place;
    this.busy = new Set();
  }

  path(verb) {
    return `/api/slack/people/${encodeURIComponent(this.user)}/${verb}`;
  }

  /** Does it and waits for the app's acknowledgement; null when it was refused or is still under way. */
  async act(key, verb, body = {}) {
    if (this.busy.has(key)) return null;
    this.mark(key, true);
    try {
      return await this.acknowledged(await post(this.path(verb), body));
    } finally {
      this.mark(key, false);
    }
  }

  /** Waits until the app has acknowledged, or failed to, what this answer of the playground tells of. */
  async acknowledged(answer) {
    if (answer?.delivery) await get(`/api/slack/deliveries/${answer.delivery}?timeout=${LONGEST_WAIT_SECONDS}`);
    return answer;
  }

  mark(key, busy) {
    if (busy) this.busy.add(key);
    else this.busy.delete(key);
    for (const node of marked(this.place, key)) paint(node, busy);
  }

  /** Gives an element its key, and shows whether that is busy. */
  keyed(node, key) {
    node.dataset.key = key;
    paint(node, this.busy.has(key));
    return node;
  }
}
