/** The direct message of one person with the app: draws anew only what changed. */

import { isOpenIn } from "../floating.js";
import { MessageLog } from "../log.js";
import { keepingFocus } from "./actor.js";
import { post } from "./message.js";
import { Surface } from "./surface.js";

const TOGETHER_MS = 5 * 60 * 1000; // messages of one author closer than this stand under one name, as in Slack

function together(one, next) {
  const near = Date.parse(next.date) - Date.parse(one.date) < TOGETHER_MS;
  return near && one.user === next.user && one.from === next.from && !one.ephemeral && !next.ephemeral;
}

export class Thread extends MessageLog {
  /** `context`: actor, nameOf(message) and menuOf(message). */
  constructor(context, { id, label }) {
    super({ id, label });
    this.context = context;
    this.shown = new Map(); // ts -> {mark, element}
    this.refresh = () => this.update(this.messages, this.now);
  }

  draw(message) {
    const { actor } = this.context;
    const redraw = () => this.again(message.ts);
    const surface = new Surface(actor, { ts: message.ts }, message.inputs, redraw);
    const author = { name: this.context.nameOf(message), user: message.from === "bot" ? null : message.user };
    const keyed = (element, key) => actor.keyed(element, key);
    return post(message, author, surface, { menuOf: this.context.menuOf, keyed });
  }

  one(message) {
    const mark = JSON.stringify([message, this.context.menuOf(message).map((item) => item.label)]);
    const before = this.shown.get(message.ts);
    if (before?.mark === mark || (before && isOpenIn(before.element, this.refresh))) return before.element;
    const element = this.draw(message);
    if (!before && this.drawn) element.classList.add("fresh");
    this.shown.set(message.ts, { mark, element });
    return element;
  }

  /** Shows a message as it was before a change that came to nothing. */
  again(ts) {
    this.shown.delete(ts);
    this.refresh();
  }

  update(all, now) {
    this.messages = all;
    this.now = now;
    const messages = all.filter((message) => !message.deleted);
    const newest = messages.at(-1);
    const mine = newest?.from === "person" && newest.ts !== this.newest;
    const focused = this.list.contains(document.activeElement);
    const draw = (message) => this.one(message);
    const key = (message) => message.ts;
    keepingFocus(this.list, () => this.place(this.rows(messages, now, { draw, key, together })));
    const left = new Set(messages.map(key));
    for (const ts of this.shown.keys()) if (!left.has(ts)) this.shown.delete(ts);
    if (focused && !this.list.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    this.newest = newest?.ts;
    this.drawn = true;
    this.settleAt(mine);
  }
}
