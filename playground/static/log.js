/** A list of messages by days: moves only what has to move, and stays at the end unless the reader scrolled up. */

import { h, iconButton, show } from "./dom.js";
import { day } from "./when.js";

const NEAR_END_PX = 48; // this close to the end counts as reading the newest message

export class MessageLog {
  constructor({ id, label }) {
    this.days = new Map(); // label and message's key -> element
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
    const toEnd = { class: "to-end", onclick: () => this.scrollToEnd() };
    this.toEnd = iconButton("down", "Go to the newest message", toEnd);
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

  /** Shows the end to whoever said something or was reading there, and the way to it to everybody else. */
  settleAt(wantsEnd) {
    if (wantsEnd || this.following) this.scrollToEnd();
    else show(this.toEnd, true);
  }

  /** Days are told apart by the message that they stand above, so that a chip is made once. */
  dayChip(label, key) {
    const place = `${label} ${key}`;
    if (!this.days.has(place)) this.days.set(place, h("li", { class: "day" }, h("span", {}, label)));
    return this.days.get(place);
  }

  /**
   * The elements of all messages with the days above them. `draw(message)` gives an element, `key(message)` its
   * number, and `together(one, next)` says whether they belong together.
   */
  rows(messages, now, { draw, key, together }) {
    const rows = [];
    let last = null;
    for (const message of messages) {
      const label = day(new Date(message.date), now);
      if (label !== last?.label) rows.push(this.dayChip(label, key(message)));
      const element = draw(message);
      const joined = label === last?.label && together(last.message, message);
      element.classList.toggle("joined", joined);
      last?.element.classList.toggle("continued", joined);
      element.classList.remove("continued");
      last = { message, element, label };
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
}
