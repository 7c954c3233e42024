/** The foot of a chat: the bot's menu, the line to type in, the attach menu, and the editing of one's own message. */

import { h, icon, iconButton, setText, show } from "./dom.js";
import { attachMenu } from "./menu.js";

const TALLEST_PX = 132; // about six lines, as in Telegram's own apps
const TELEGRAM_KINDS = [
  ["sticker", "Sticker", "sticker"],
  ["photo", "Photo", "image"],
  ["voice", "Voice", "mic"],
  ["location", "Location", "pin"],
  ["document", "File", "file"],
  ["contact", "Contact", "user"],
  ["animation", "GIF", "gif"],
  ["video_note", "Video", "video"],
  ["poll", "Poll", "poll"],
];

export class Composer {
  /**
   * `actions`: say(text), send(kind), edit(messageId, text), newestOwn() -> message or null. `kinds`: what can be
   * attached, each with its label and icon.
   */
  constructor({ id, placeholder, actions, kinds = TELEGRAM_KINDS }) {
    this.actions = actions;
    this.kinds = kinds;
    this.commands = [];
    this.editing = null;
    this.input = h(
      "textarea",
      { class: "composer-input", rows: 1, placeholder, "aria-label": placeholder, "data-testid": `composer-${id}` },
    );
    this.sendButton = iconButton(
      "send",
      "Send",
      { class: "icon-button send", type: "submit", "data-testid": `send-${id}` },
    );
    this.editBar = h(
      "div",
      { class: "edit-bar", hidden: true },
      icon("edit"),
      h("span", {}, h("b", {}, "Edit message"), (this.editWords = h("small"))),
      iconButton("close", "Cancel the edit", { onclick: () => this.stopEditing() }),
    );
    this.form = h("form", { class: "composer" }, this.menuPart(), this.attachPart(), this.input, this.sendButton);
    this.element = h("div", { class: "foot" }, this.editBar, this.form);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.resize());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.resize();
  }

  menuPart() {
    this.menuButton = h("button", { type: "button", class: "menu-pill", hidden: true }, icon("bars"), "Menu");
    const item = ({ command, description }) => {
      const text = `/${command}`;
      return { label: description, hint: text, run: () => this.actions.say(text) };
    };
    const items = () => this.commands.map(item);
    return [
      this.menuButton,
      attachMenu(this.menuButton, { label: "Commands of the bot", items, className: "menu-commands" }),
    ];
  }

  attachPart() {
    if (!this.actions.send) return [];
    const button = iconButton("attach", "Attach");
    const item = ([kind, label, name]) => {
      const symbol = h("span", { class: `disc disc-${kind}` }, icon(name));
      return { label, symbol, run: () => this.actions.send(kind) };
    };
    const items = () => this.kinds.map(item);
    return [
      button,
      attachMenu(button, { label: "Send something else than words", items, className: "menu-attach" }),
    ];
  }

  setCommands(commands) {
    this.commands = commands;
    show(this.menuButton, commands.length > 0);
  }

  resize() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
    this.form.classList.toggle("empty", !this.input.value.trim());
  }

  fill(text) {
    this.input.value = text;
    this.resize();
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) this.submit(event);
    else if (event.key === "Escape" && this.editing) this.stopEditing();
    else if (event.key === "ArrowUp" && !this.input.value && !this.editing) this.editNewest(event);
  }

  editNewest(event) {
    const message = this.actions.newestOwn?.();
    if (!message) return;
    event.preventDefault();
    this.startEditing(message);
  }

  startEditing(message) {
    this.editing = message.message_id;
    setText(this.editWords, message.text);
    show(this.editBar, true);
    this.fill(message.text);
    this.input.focus();
    this.input.setSelectionRange(message.text.length, message.text.length);
  }

  stopEditing() {
    this.editing = null;
    show(this.editBar, false);
    this.fill("");
    this.input.focus();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const editing = this.editing;
    if (editing === null) this.fill("");
    else this.stopEditing();
    const answer = editing === null ? await this.actions.say(text) : await this.actions.edit(editing, text);
    if (!answer && !this.input.value) this.fill(text);
  }
}
