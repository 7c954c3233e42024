/**
 * The playground's page. What it shows comes from GET /api/state and /api/slack/state, asked again at each event of
 * GET /api/events and /api/slack/events.
 *
 * data-testid, for tests ({id} is a person's or a group's id):
 *   phone-{id}, group-{id}          a phone; its attribute data-mode is fresh, chat, blocked or gone
 *   messages-{id}                   its list of messages (role log)
 *   message-{message_id}            one message, inside a phone; find buttons by their text
 *   composer-{id}, send-{id}        the line to type in and its button
 *   start-{id}, restart-{id}        the START button; the Restart button of somebody who blocks the bot
 *   more-{id}                       opens the menu with invitation, block, transcript and delete
 *   add-person-name, add-person     the name of a new person and its button; add-group opens the group form
 *   welcome, welcome-code           the greeting and the code to join with
 *   clock                           the playground's time (attribute datetime is ISO); its buttons by their text
 *   bot-status                      whether updates wait for the bot
 *   faults, faults-panel, reset     the tools
 *   slack-{user}                    a person's Slack; data-mode is chat, away (not installed) or gone
 *   home-{user}, modal-{user}       its Home tab and its modal (role dialog); messages-, composer- and message- as
 *                                   on a phone, with the message's ts
 *   add-colleague-name, add-colleague, slack-workspaces, workspaces, workspace-{team}, slack-sockets,
 *   slack-outage, slack-faults, slack-faults-panel, slack-status      Slack's tools
 */

import { follow } from "./api.js";
import { h, show } from "./dom.js";
import { Group } from "./group.js";
import { Newcomers } from "./newcomers.js";
import { Phone } from "./phone.js";
import { SlackBar } from "./slack/bar.js";
import { Colleagues } from "./slack/newcomers.js";
import { SlackWindow } from "./slack/window.js";
import { Strip } from "./strip.js";
import { Topbar } from "./topbar.js";
import { Welcome } from "./welcome.js";
import { hour } from "./when.js";

const TICK_MS = 1000;

const newestOf = (chat) => {
  const newest = chat.messages.findLast((message) => message.from === "bot");
  return newest?.ts ?? newest?.message_id;
};

class Page {
  constructor() {
    this.state = null; // Telegram's
    this.slack = null;
    this.windows = new Map(); // id -> Phone, Group or SlackWindow
    this.topbar = new Topbar(document.getElementById("topbar"));
    this.welcome = new Welcome();
    this.newcomers = new Newcomers(this);
    this.colleagues = new Colleagues(this);
    this.strip = new Strip();
    this.slackBar = new SlackBar();
    document.getElementById("deck").append(this.strip.element, this.slackBar.element);
    this.cards = h("div", { class: "cards" }, this.newcomers.element, this.colleagues.element);
    document.getElementById("stage").append(this.cards);
    document.getElementById("side").append(this.welcome.element);
    this.lost = h(
      "p",
      { class: "lost", role: "alert", hidden: true },
      "The playground does not answer. Is it still running? Trying again …",
    );
    document.body.append(this.lost);
    setInterval(() => this.tick(), TICK_MS);
  }

  now() {
    return new Date(this.serverNow + performance.now() - this.heardAt);
  }

  /** Shows Telegram's state; true when something in it may end without an event. */
  drawTelegram(state) {
    this.state = state;
    this.serverNow = Date.parse(state.now);
    this.heardAt = performance.now();
    document.title = `${state.bot.name} · playground`;
    this.topbar.update(state);
    this.welcome.update(state);
    this.newcomers.update(state);
    this.drawWindows("telegram", state, [
      ...state.people.map((of) => ({ of, id: of.id, name: of.first_name, Kind: Phone, symbol: "phone" })),
      ...state.groups.map((of) => ({ of, id: of.id, name: of.title, Kind: Group, symbol: "users" })),
    ]);
    this.tick();
    return state.bot.pending_updates > 0 || state.people.some((person) => person.typing);
  }

  /** Shows Slack's state, of which every change has its event. */
  drawSlack(slack) {
    this.slack = slack;
    this.colleagues.update(slack.workspaces);
    this.slackBar.update(slack);
    const windows = slack.people.map((of) => ({ of, id: of.user, name: of.name, Kind: SlackWindow, symbol: "hash" }));
    this.drawWindows("slack", slack, windows);
    return false;
  }

  /** Shows all windows of one side: `chats` are [{of, id, name, Kind, symbol}]. */
  drawWindows(side, state, chats) {
    const names = new Map(chats.map(({ id, name }) => [id, name]));
    for (const [id, shown] of this.windows) {
      if (shown.side !== side || names.get(id) === shown.name) continue; // after a reset, an id may be another's
      shown.element.remove();
      this.windows.delete(id);
    }
    for (const { of, id, Kind, symbol } of chats) {
      if (!this.windows.has(id)) this.addWindow(id, Object.assign(new Kind(of, this), { side, symbol }));
      const shown = this.windows.get(id);
      shown.newest = newestOf(of);
      shown.update(of, state, new Date(state.now));
    }
    this.drawStrip();
    this.revealWanted();
  }

  drawStrip() {
    const sides = ["telegram", "slack"].map((side) => [...this.windows].filter(([, shown]) => shown.side === side));
    this.strip.update(sides.flat());
  }

  addWindow(id, shown) {
    this.windows.set(id, shown);
    const firstOfSlack = this.cards.parentNode.querySelector(":scope > .slack");
    const next = shown.side === "slack" ? this.cards : firstOfSlack ?? this.cards;
    next.before(shown.element);
  }

  /** Brings a new person's window into view as soon as it is there. */
  reveal(id) {
    this.wanted = id;
    this.revealWanted();
  }

  revealWanted() {
    const shown = this.windows.get(this.wanted);
    if (!shown) return;
    this.wanted = null;
    shown.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    (shown.startButton ?? shown.compose)?.focus({ preventScroll: true });
  }

  tick() {
    if (!this.state) return;
    const now = this.now();
    this.topbar.tick(now);
    for (const shown of this.windows.values()) shown.tick?.(hour(now));
  }
}

const page = new Page();
const reached = (reachable) => show(page.lost, !reachable);
follow("/api", (state) => page.drawTelegram(state), reached);
follow("/api/slack", (slack) => page.drawSlack(slack), reached);
