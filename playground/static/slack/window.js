/** One person's Slack: the workspace, the app's Home and direct message, and the modal over them. */

import { post } from "../api.js";
import { confirmThat } from "../dialog.js";
import { avatar, h, icon, iconButton, setText, show } from "../dom.js";
import { attachMenu } from "../menu.js";
import { Actor } from "./actor.js";
import { Compose } from "./compose.js";
import { HomeTab } from "./home.js";
import { appBadge, portrait } from "./message.js";
import { Modal } from "./modal.js";
import { Tabs } from "./tabs.js";
import { Thread } from "./thread.js";
import { numberOf } from "./words.js";

const NEEDS_INSTALL = "is not installed in this workspace any more.";

export class SlackWindow {
  constructor(person, page) {
    this.page = page;
    this.id = person.user;
    this.person = person;
    this.name = person.name;
    this.element = h("article", {
      class: "slack",
      "aria-label": `${person.name}’s Slack`,
      "data-testid": `slack-${person.user}`,
    });
    this.actor = new Actor(person.user, this.element);
    this.build(page.slack.app.name);
  }

  get slack() {
    return this.page.slack;
  }

  get workspace() {
    return this.slack.workspaces.find((one) => one.team === this.person.team);
  }

  build(appName) {
    const { id, name, actor } = this;
    this.thread = new Thread(this.context(), { id, label: `Messages with ${appName} in ${name}’s Slack` });
    this.home = new HomeTab(actor, id);
    const act = (verb, body) => post(actor.path(verb), body);
    this.compose = new Compose({ id, appName, act, newestOwn: () => this.newestOwn() });
    this.modal = new Modal(actor, id, (focused) => this.uncover(focused));
    this.notes = h("div", { class: "slack-notes", role: "status" });
    this.tabs = new Tabs({ id, label: appName, onTab: (tab) => this.visit(tab) });
    this.beginning = this.buildBeginning(appName);
    const talk = h("div", { class: "thread" }, this.thread.element, this.beginning);
    const panels = this.tabs.panels({ home: this.home.element, messages: talk });
    this.foot = h("div", { class: "slack-foot" }, this.compose.element, this.buildAway(appName));
    const inside = [this.appHead(appName), ...panels, this.notes, this.foot];
    this.inside = h("div", { class: "slack-inside" }, inside);
    const desk = h("div", { class: "slack-desk" }, this.inside, this.modal.element);
    const glass = h("div", { class: "slack-glass" }, this.top(), desk);
    const note = h("span", { class: "owner-sub" }, "Slack");
    this.element.append(h("div", { class: "owner" }, avatar(name, numberOf(id)), h("h2", {}, name), note), glass);
  }

  top() {
    this.workspaceMark = h("span", { class: "workspace-mark", "aria-hidden": "true" });
    this.workspaceName = h("span", { class: "workspace-name" });
    const more = iconButton("dots", `More in ${this.name}’s Slack`, { "data-testid": `slack-more-${this.id}` });
    const items = () => this.items();
    const menu = attachMenu(more, { label: "What this person can do", items, className: "menu-more" });
    return h("header", { class: "slack-top" }, this.workspaceMark, this.workspaceName, more, menu);
  }

  appHead(appName) {
    const name = h("h3", { class: "app-name" }, appName, appBadge());
    const title = h("div", { class: "app-title" }, portrait(appName, null), name);
    return h("div", { class: "app-head" }, title, this.tabs.element);
  }

  buildBeginning(appName) {
    const words = `This is the very beginning of your direct messages with ${appName}.`;
    return h("div", { class: "beginning" }, portrait(appName, null), h("b", {}, appName), h("p", {}, words));
  }

  buildAway(appName) {
    const install = () => post(`/api/slack/workspaces/${this.person.team}/install`);
    this.installButton = h("button", { type: "button", class: "kit-button", onclick: install }, `Install ${appName}`);
    this.awayWords = h("span", {});
    this.away = h("p", { class: "away" }, this.awayWords, this.installButton);
    return this.away;
  }

  context() {
    return {
      actor: this.actor,
      nameOf: (message) => (message.from === "bot" ? this.slack.app.name : this.nameOf(message.user)),
      menuOf: (message) => this.menuOf(message),
    };
  }

  nameOf(user) {
    return this.slack.people.find((person) => person.user === user)?.name ?? user;
  }

  menuOf(message) {
    if (message.ephemeral) return [];
    const shortcuts = Object.entries(this.slack.app.shortcuts).map(([callbackId, label]) => ({
      label,
      symbol: "flag",
      run: () => this.actor.act(`${message.ts}/more`, "shortcut", { callback_id: callbackId, ts: message.ts }),
    }));
    const isOwn = message.user === this.id && message.kind === "text";
    const edit = { label: "Edit message", symbol: "edit", run: () => this.compose.edit(message) };
    return isOwn ? [...shortcuts, edit] : shortcuts;
  }

  newestOwn() {
    const own = (message) => message.user === this.id && message.kind === "text" && !message.deleted;
    return this.person.messages.findLast(own) ?? null;
  }

  items() {
    const item = (label, name, run, danger = false) => ({ label, symbol: icon(name), run, danger });
    const address = `/api/slack/transcript?user=${encodeURIComponent(this.id)}`;
    const read = item("Read the transcript", "scroll", () => window.open(address, "_blank", "noopener"));
    if (this.person.deactivated) return [read];
    return [read, item("Deactivate this account …", "gone", () => this.askDeactivate(), true)];
  }

  askDeactivate() {
    confirmThat({
      title: `Deactivate ${this.name}’s account?`,
      text: "Messages to this person are then refused. Only a reset of the playground brings the account back.",
      action: "Deactivate the account",
      then: () => post(this.actor.path("deactivate")),
    });
  }

  visit(tab) {
    this.showMode();
    this.actor.act(`tab/${tab}`, "home", { tab });
    if (tab === "messages") this.thread.scrollToEnd();
  }

  /** Which foot there is: the message box, or why there is none. */
  showMode() {
    const { deactivated } = this.person;
    const installed = Boolean(this.workspace?.installed);
    this.element.dataset.mode = deactivated ? "gone" : installed ? "chat" : "away";
    const appName = this.slack.app.name;
    setText(this.awayWords, deactivated ? "This account was deactivated." : `${appName} ${NEEDS_INSTALL}`);
    show(this.away, deactivated || !installed);
    show(this.installButton, !deactivated);
    show(this.compose.element, !deactivated && installed && this.tabs.chosen === "messages");
  }

  showNotes(errors) {
    const mark = JSON.stringify(errors);
    if (mark === this.noted) return;
    this.noted = mark;
    const dismiss = () => post(this.actor.path("dismiss"));
    const close = iconButton("close", "Dismiss", { class: "icon-button note-close", onclick: dismiss });
    const lines = errors.slice(-3).map((error) => h("p", {}, error.text));
    const head = h("span", { class: "post-private" }, icon("eye"), "Only visible to you");
    this.notes.replaceChildren(...(lines.length ? [h("div", {}, head, lines), close] : []));
  }

  cover(covered) {
    this.inside.inert = covered;
    this.element.classList.toggle("is-covered", covered);
  }

  /** After the modal: the focus goes back to where one types. */
  uncover(focused) {
    this.cover(false);
    if (!focused) return;
    if (this.tabs.chosen === "messages") this.compose.focus();
    else this.tabs.focus();
  }

  update(person, state, now) {
    this.person = person;
    const name = this.workspace?.name ?? "";
    setText(this.workspaceName, name);
    setText(this.workspaceMark, [...name][0]?.toUpperCase() ?? "");
    this.compose.commands = this.slack.app.commands;
    this.thread.update(person.messages, now);
    show(this.beginning, person.messages.every((message) => message.deleted));
    this.home.update(person.home, this.slack.app.name);
    this.tabs.notice({
      home: JSON.stringify(person.home?.blocks ?? null),
      messages: person.messages.findLast((message) => message.from === "bot")?.ts,
    });
    this.showNotes(person.errors);
    this.showMode();
    this.cover(Boolean(person.modal));
    this.modal.update(person, this.slack.app.name);
  }
}
