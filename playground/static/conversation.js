/** The messages of one Telegram chat: changes only what changed, and keeps a pressed button waiting. */

import { bubble } from "./bubble.js";
import { MessageLog } from "./log.js";

const LONGEST_SPIN_MS = 15000; // Telegram's own apps give up on an unanswered button after about this long

const goTogether = (one, other) => one.from === other.from && one.author === other.author;

export class Conversation extends MessageLog {
  constructor(context, { id, label }) {
    super({ id, label });
    const press = (message, button, key) => this.press(message, button, key);
    this.context = Object.assign(Object.create(context), { press });
    this.pressOnServer = context.press;
    this.shown = new Map(); // message_id -> {mark, element}
    this.spinning = new Map(); // pressed button -> {timer, signal, version}
    this.readUpTo = 0;
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

  /** `all`: the chat's messages; `chat`: {now, version, everythingCollected, toast, typing}. */
  update(all, chat) {
    const messages = all.filter((message) => !message.deleted);
    const newest = messages.at(-1);
    const mine = newest && newest.from === "person" && newest.message_id !== this.newest;
    this.markRead(messages, chat.everythingCollected);
    const focused = this.list.contains(document.activeElement);
    const draw = (message) => this.one(message);
    this.place(this.rows(messages, chat.now, { draw, key: (message) => message.message_id, together: goTogether }));
    const left = new Set(messages.map((message) => message.message_id));
    for (const id of this.shown.keys()) if (!left.has(id)) this.shown.delete(id);
    if (focused && !this.list.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    const newestOfBot = messages.findLast((message) => message.from === "bot")?.message_id;
    this.settle(JSON.stringify([chat.toast, newestOfBot]), chat);
    this.newest = newest?.message_id;
    this.drawn = true;
    this.settleAt(mine);
  }
}
