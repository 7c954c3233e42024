/**
 * The playground's page. What it shows comes from GET /api/state, asked again at each event of GET /api/events.
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
 */

import { follow } from "./api.js";
import { h, show } from "./dom.js";
import { Group } from "./group.js";
import { Newcomers } from "./newcomers.js";
import { Phone } from "./phone.js";
import { Topbar } from "./topbar.js";
import { Welcome } from "./welcome.js";
import { hour } from "./when.js";

const TICK_MS = 1000;

class Page {
  constructor() {
    this.state = null;
    this.phones = new Map(); // id -> Phone or Group
    this.topbar = new Topbar(document.getElementById("topbar"));
    this.welcome = new Welcome();
    this.newcomers = new Newcomers(this);
    this.stage = document.getElementById("stage");
    this.stage.append(this.newcomers.element);
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

  /** Shows a state; true when something in it may end without an event. */
  draw(state) {
    this.state = state;
    this.serverNow = Date.parse(state.now);
    this.heardAt = performance.now();
    document.title = `${state.bot.name} · playground`;
    this.topbar.update(state);
    this.welcome.update(state);
    this.newcomers.update(state);
    this.drawPhones(state);
    this.tick();
    this.revealWanted();
    return state.bot.pending_updates > 0 || state.people.some((person) => person.typing);
  }

  drawPhones(state) {
    const chats = [
      ...state.people.map((person) => [person, Phone]),
      ...state.groups.map((group) => [group, Group]),
    ];
    const names = new Map(chats.map(([chat]) => [chat.id, chat.first_name ?? chat.title]));
    for (const [id, phone] of this.phones) {
      if (names.get(id) === phone.name) continue; // after a reset, a number may be somebody else's
      phone.element.remove();
      this.phones.delete(id);
    }
    for (const [chat, Kind] of chats) {
      if (!this.phones.has(chat.id)) this.addPhone(chat.id, new Kind(chat, this));
      this.phones.get(chat.id).update(chat, state, this.now());
    }
  }

  addPhone(id, phone) {
    this.phones.set(id, phone);
    this.newcomers.element.before(phone.element);
  }

  /** Brings a new person's phone into view as soon as it is there. */
  reveal(id) {
    this.wanted = id;
    this.revealWanted();
  }

  revealWanted() {
    const phone = this.phones.get(this.wanted);
    if (!phone) return;
    this.wanted = null;
    phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    phone.startButton?.focus({ preventScroll: true });
  }

  tick() {
    if (!this.state) return;
    const now = this.now();
    this.topbar.tick(now);
    for (const phone of this.phones.values()) phone.tick(hour(now));
  }
}

const page = new Page();
follow(
  (state) => page.draw(state),
  (reachable) => show(page.lost, !reachable),
);
