/** Talks to the playground's control API, and follows its state. */

import { notice } from "./dialog.js";

/** The answer; throws an Error with the playground's own words when it is refused. */
export async function request(method, path, body) {
  const options = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.error || `The playground answered ${response.status}.`);
  return answer;
}

/** Asks, and tells the person at the page when it was refused; null then. */
async function ask(method, path, body) {
  try {
    return await request(method, path, body);
  } catch (error) {
    notice(error.message || "The playground did not answer.", "bad");
    return null;
  }
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);

const SOON_MS = 1500; // how soon to look again after what ends without an event

/**
 * Follows the state at `root`/state by the events of `root`/events: calls onState(state) now and after each change,
 * and once more soon when it says that something shown (somebody typing, updates that wait) may end without an event;
 * onLink(false) while the playground cannot be reached.
 */
export function follow(root, onState, onLink) {
  let version = -1;
  let loading = false;
  let wanted = false;
  let timer = 0;

  async function load() {
    wanted = true;
    if (loading) return;
    loading = true;
    try {
      while (wanted) {
        wanted = false;
        const state = await request("GET", `${root}/state`);
        version = state.version;
        clearTimeout(timer);
        if (onState(state)) timer = setTimeout(load, SOON_MS);
      }
    } catch (error) {
      // A TypeError is no answer at all: the event source tells when there is one again.
      if (!(error instanceof TypeError)) throw error;
    } finally {
      loading = false;
    }
  }

  const events = new EventSource(`${root}/events`);
  events.onopen = () => {
    onLink(true);
    void load();
  };
  events.onerror = () => onLink(false);
  events.onmessage = (event) => {
    if (JSON.parse(event.data).version !== version) void load();
  };
}
