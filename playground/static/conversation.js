/** The messages of one chat: changes only what changed, stays at the end unless the reader scrolled up. */

import { bubble } from "./bubble.js";
import { h, iconButton, show } from "./dom.js";
import { day } from "./when.js";

const NEAR_END_PX = 48; // this close to the end counts as reading the newest message
const LONGEST_SPIN_MS = 15000; // Telegram's own apps give up on an unanswered button after about this long

const goTogether = (one, other) => one.from === other.from && one.author === other.author;

export class Conversation {
  constructor(context, { id, label }) {
    const press = (message, button, key) => this.press(message, button, key);
    this.context = Object.assign(Object.create(context), { press });
    this.pressOnServer = context.press;
    this.shown = new Map(); // message_id -> {mark, element}
    this.days = new Map(); // label and message_id -> element
    this.spinning = new Map(); // pressed button -> {timer, signal, version}
    this.readUpTo = 0;
    this.list = h("ol", { class: "messages" });
    this.scroller = h(
      "div",
      {
        class: "scroller",
        role: "log",
        "aria-live": "polite",
        "aria-label": label,
        tabindex: 0,
        "data-testid": `messages-${id}`,
      },
      this.list,
    );
    this.toEnd = iconButton(
      "down",
      "Go to the newest message",
      { class: "to-end", onclick: () => this.scrollToEnd() },
    );
    show(this.toEnd, false);
    this.element = h("div", { class: "conversation" }, this.scroller, this.toEnd);
    this.following = true;
    this.lastTop = 0;
    this.scroller.addEventListener("scroll", () => this.noteScroll(), { passive: true });
    new ResizeObserver(() => this.following && this.scrollToEnd()).observe(this.scroller);
    new ResizeObserver(() => this.following && this.scrollToEnd()).observe(this.list);
  }

  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const movedUp = scrollTop < this.lastTop; // content that grows moves the end away, and is no wish to leave it
    this.lastTop = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.following = true;
    else if (movedUp) this.following = false;
    show(this.toEnd, !this.following);
  }

  scrollToEnd() {
    this.following = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    show(this.toEnd, false);
  }

  async press(message, button, key) {
    if (this.spinning.has(key)) return;
    key.classList.add("waiting");
    key.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => this.stopSpinning(key), LONGEST_SPIN_MS);
    this.spinning.set(key, { timer, signal: this.signal, version: this.version });
    const answer = await this.pressOnServer(message, button);
    if (!answer) this.stopSpinning(key);
  }

  stopSpinning(key) {
    clearTimeout(this.spinning.get(key)?.timer);
    this.spinning.delete(key);
    key.classList.remove("waiting");
    key.removeAttribute("aria-busy");
  }

  /**
   * A button waits until its message is drawn anew, or the bot says something, or the world has changed since by
   * more than the press itself: the state does not tell which presses were answered without a word.
   */
  settle(signal, { version, typing }) {
    this.signal = signal;
    this.version = version;
    for (const [key, wait] of this.spinning) {
      const silentlyAnswered = !typing && version > wait.version + 1;
      if (!key.isConnected || wait.signal !== signal || silentlyAnswered) this.stopSpinning(key);
    }
  }

  markRead(messages, everythingCollected) {
    const sure = everythingCollected ? messages : messages.filter((message) => message.from === "bot");
    for (const message of sure) this.readUpTo = Math.max(this.readUpTo, message.message_id);
  }

  one(message) {
    const read = message.message_id <= this.readUpTo;
    const mark = JSON.stringify([message, read]);
    const before = this.shown.get(message.message_id);
    if (before?.mark === mark) return before.element;
    const element = bubble(message, this.context, read);
    if (!before && this.drawn) element.classList.add("fresh");
    this.shown.set(message.message_id, { mark, element });
    return element;
  }

  /** Days are told apart by the message that they stand above, so that a chip is made once. */
  dayChip(label, message) {
    const key = `${label} ${message.message_id}`;
    if (!this.days.has(key)) this.days.set(key, h("li", { class: "day" }, h("span", {}, label)));
    return this.days.get(key);
  }

  rows(messages, now) {
    const rows = [];
    let lastDay = "";
    let last = null;
    for (const message of messages) {
      const label = day(new Date(message.date), now);
      if (label !== lastDay) rows.push(this.dayChip(label, message));
      const element = this.one(message);
      const joined = label === lastDay && goTogether(last.message, message);
      element.classList.toggle("joined", joined);
      last?.element.classList.toggle("continued", joined);
      element.classList.remove("continued");
      last = { message, element };
      lastDay = label;
      rows.push(element);
    }
    return rows;
  }

  /** Puts the rows in place, moving only what has to move, so that focus and screen readers are left in peace. */
  place(rows) {
    const keep = new Set(rows);
    for (const child of [...this.list.children]) if (!keep.has(child)) child.remove();
    rows.forEach((row, index) => {
      if (this.list.children[index] !== row) this.list.insertBefore(row, this.list.children[index] ?? null);
    });
  }

  /** `all`: the chat's messages; `chat`: {now, version, everythingCollected, toast, typing}. */
  update(all, chat) {
    const messages = all.filter((message) => !message.deleted);
    const newest = messages.at(-1);
    const mine = newest && newest.from === "person" && newest.message_id !== this.newest;
    this.markRead(messages, chat.everythingCollected);
    const focused = this.list.contains(document.activeElement);
    this.place(this.rows(messages, chat.now));
    const left = new Set(messages.map((message) => message.message_id));
    for (const id of this.shown.keys()) if (!left.has(id)) this.shown.delete(id);
    if (focused && !this.list.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    const newestOfBot = messages.findLast((message) => message.from === "bot")?.message_id;
    this.settle(JSON.stringify([chat.toast, newestOfBot]), chat);
    this.newest = newest?.message_id;
    this.drawn = true;
    if (mine || this.following) this.scrollToEnd();
    else show(this.toEnd, true);
  }
}
