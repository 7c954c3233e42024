/** The message box: Enter sends, Shift and Enter break the line, and what begins with / is a slash command. */

import { Composer } from "../composer.js";
import { notice } from "../dialog.js";
import { h, show } from "../dom.js";

const KINDS = [
  ["photo.png", "Picture", "image"],
  ["notes.txt", "File", "file"],
];
const COMMAND = /^(\/\S+)(?:\s+([\s\S]*))?$/u;

export class Compose {
  /** `act(verb, body)` does something as this person; `newestOwn()` gives their newest message or null. */
  constructor({ id, appName, act, newestOwn }) {
    this.act = act;
    const own = () => {
      const message = newestOwn();
      return message && { message_id: message.ts, text: message.text };
    };
    const actions = {
      say: (text) => this.say(text),
      send: (name) => act("send", { name }),
      edit: (ts, text) => act("edit", { ts, text }),
      newestOwn: own,
    };
    this.composer = new Composer({ id, placeholder: `Message ${appName}`, actions, kinds: KINDS });
    this.hints = h("div", { class: "command-hints", role: "group", "aria-label": "Slash commands", hidden: true });
    this.element = h("div", { class: "compose" }, this.hints, this.composer.element);
    this.commands = [];
    this.composer.input.addEventListener("input", () => this.hint());
    this.composer.input.addEventListener("keydown", (event) => event.key === "Enter" && this.hint());
  }

  say(text) {
    show(this.hints, false);
    const found = COMMAND.exec(text);
    if (!found) return this.act("say", { text });
    if (!this.commands.includes(found[1])) {
      notice(`${found[1]} is not a valid command.`, "bad");
      return null;
    }
    return this.act("command", { command: found[1], text: found[2] ?? "" });
  }

  edit(message) {
    this.composer.startEditing({ message_id: message.ts, text: message.text });
  }

  focus() {
    this.composer.input.focus();
  }

  hint() {
    const typed = this.composer.input.value;
    const fitting = /^\/\S*$/u.test(typed) ? this.commands.filter((command) => command.startsWith(typed)) : [];
    show(this.hints, fitting.length > 0);
    this.hints.replaceChildren(...fitting.map((command) => this.hintFor(command)));
  }

  hintFor(command) {
    const fill = () => {
      this.composer.fill(`${command} `);
      this.hint();
      this.focus();
    };
    return h("button", { type: "button", class: "command-hint", onclick: fill }, command);
  }
}
