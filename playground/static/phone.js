/** One person's phone: the chat with the bot, as a Telegram user knows it. */

import { post } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { askFor, confirmThat } from "./dialog.js";
import { h, icon, iconButton, setText, show, showBotPicture } from "./dom.js";
import { frame } from "./frame.js";
import { attachMenu } from "./menu.js";
import { ToastLayer } from "./toast.js";

export class Phone {
  constructor(person, page) {
    this.page = page;
    this.id = person.id;
    this.person = person;
    this.name = person.first_name;
    const name = this.name;
    this.conversation = new Conversation(this.context(), { id: this.id, label: `Messages on ${name}’s phone` });
    this.composer = new Composer({ id: this.id, placeholder: "Message", actions: this.actions() });
    this.toasts = new ToastLayer();
    this.build(name);
  }

  path(verb) {
    return `/api/people/${this.id}/${verb}`;
  }

  open(payload) {
    return post(this.path("open"), { payload });
  }

  context() {
    const page = this.page;
    return {
      get bot() {
        return page.state.bot;
      },
      press: (message, button) => this.press(message, button),
      open: (payload) => this.open(payload),
      say: (text) => post(this.path("say"), { text }),
      edit: (message) => this.composer.startEditing(message),
    };
  }

  press(message, button) {
    this.toasts.expectAnother();
    const which = button.data ? { data: button.data } : { label: button.text };
    return post(this.path("press"), { message_id: message.message_id, ...which });
  }

  newestOwn() {
    const own = (message) => message.from === "person" && message.kind === "text" && !message.deleted;
    return this.person.messages.findLast(own) ?? null;
  }

  actions() {
    return {
      say: (text) => post(this.path("say"), { text }),
      send: (kind) => post(this.path("send"), { kind }),
      edit: (messageId, text) => post(this.path("edit"), { message_id: messageId, text }),
      newestOwn: () => this.newestOwn(),
    };
  }

  build(name) {
    this.intro = this.buildIntro();
    this.startButton = this.bigKey("START", `start-${this.id}`);
    this.restartButton = this.bigKey("Restart bot", `restart-${this.id}`);
    this.goneBar = h("p", { class: "gone-bar" }, icon("gone"), "This account was deleted");
    this.handle = h("span", { class: "owner-sub" });
    const wall = h("div", { class: "wallpaper" }, this.conversation.element, this.intro, this.toasts.element);
    const foot = [this.composer.element, this.startButton, this.restartButton, this.goneBar];
    const { element, clock } = frame({
      testid: `phone-${this.id}`,
      label: `${name}’s phone`,
      name,
      number: this.id,
      note: this.handle,
      screen: [this.header(), wall, ...foot],
    });
    this.element = element;
    this.clock = clock;
  }

  bigKey(text, testid) {
    const onclick = () => this.start();
    return h("button", { type: "button", class: "big-key", "data-testid": testid, onclick }, text);
  }

  header() {
    this.botName = h("span", { class: "chat-name" });
    this.subtitle = h("span", { class: "chat-sub" });
    this.botAvatar = h("span", { class: "bot-avatar", "aria-hidden": "true" });
    const words = h("div", { class: "chat-title" }, this.botName, this.subtitle);
    const more = iconButton("dots", `More on ${this.name}’s phone`, { "data-testid": `more-${this.id}` });
    const items = () => this.moreItems();
    const menu = attachMenu(more, { label: "What this person can do", items, className: "menu-more" });
    return h("div", { class: "chat-head" }, this.botAvatar, words, more, menu);
  }

  buildIntro() {
    this.introText = h("p", { class: "intro-text" });
    this.inviteButton = h(
      "button",
      { type: "button", class: "intro-invite", onclick: () => this.start(this.invitation()) },
      icon("ticket"),
      "Open the invitation on this phone",
    );
    this.introBox = h("div", { class: "intro-box" }, h("h3", {}, "What can this bot do?"), this.introText);
    return h("div", { class: "intro" }, this.introBox, this.inviteButton);
  }

  moreItems() {
    const { blocked, deactivated } = this.person;
    const item = (label, name, run, danger = false) => ({ label, symbol: icon(name), run, danger });
    const address = `/api/transcript?person=${this.id}`;
    const read = item("Read the transcript", "scroll", () => window.open(address, "_blank", "noopener"));
    if (deactivated) return [read];
    return [
      item("Open an invitation …", "ticket", () => this.askInvitation()),
      blocked
        ? item("Unblock the bot", "check", () => post(this.path("unblock")))
        : item("Block the bot", "block", () => post(this.path("block"))),
      read,
      item("Delete this account …", "gone", () => this.deactivate(), true),
    ];
  }

  invitation() {
    const welcome = this.page.state.welcome;
    const fromLink = /[?&]start=([\w-]{1,64})/u.exec(welcome?.link || "");
    return fromLink?.[1] || welcome?.code || "";
  }

  /** Starts, or starts again; the line to type in gets the focus as soon as it is there. */
  async start(payload = "") {
    this.wantsFocus = Boolean(await this.open(payload));
    this.takeFocus();
  }

  takeFocus() {
    if (!this.wantsFocus || this.composer.element.hidden) return;
    this.wantsFocus = false;
    this.composer.input.focus();
  }

  askInvitation() {
    askFor({
      title: "Open an invitation",
      label: "Code of the invitation",
      hint: "The same as tapping a link that ends in “?start=code”.",
      value: this.invitation(),
      action: "Open it",
      then: (code) => this.open(code),
    });
  }

  deactivate() {
    confirmThat({
      title: `Delete ${this.person.first_name}’s account?`,
      text: "The bot then hears “user is deactivated”. Only a reset of the playground brings the account back.",
      action: "Delete the account",
      then: () => post(this.path("deactivate")),
    });
  }

  updateHead(bot) {
    setText(this.botName, bot.name);
    showBotPicture(this.botAvatar, bot);
    setText(this.subtitle, this.person.typing ? "typing" : "bot");
    this.subtitle.classList.toggle("typing", this.person.typing);
    setText(this.handle, this.person.username ? `@${this.person.username}` : "");
  }

  updateMode(state) {
    const { started, blocked, deactivated, messages } = this.person;
    const fresh = !started && messages.every((message) => message.deleted);
    const mode = deactivated ? "gone" : blocked ? "blocked" : fresh ? "fresh" : "chat";
    this.element.dataset.mode = mode;
    show(this.composer.element, mode === "chat");
    show(this.startButton, mode === "fresh");
    show(this.restartButton, mode === "blocked");
    show(this.goneBar, mode === "gone");
    this.takeFocus();
    show(this.intro, fresh);
    show(this.introBox, Boolean(state.bot.description));
    show(this.inviteButton, mode === "fresh" && Boolean(this.invitation()));
    setText(this.introText, state.bot.description || "");
  }

  update(person, state, now) {
    this.person = person;
    this.updateHead(state.bot);
    this.updateMode(state);
    this.composer.setCommands(state.bot.commands || []);
    this.conversation.update(person.messages, {
      now,
      version: state.version,
      everythingCollected: state.bot.pending_updates === 0,
      toast: person.toast,
      typing: person.typing,
    });
    this.toasts.update(person.toast);
  }

  tick(time) {
    setText(this.clock, time);
  }
}
