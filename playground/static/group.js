/** A group chat in its smallest form: who speaks, what is said, and what the bot says there. */

import { post } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { avatar, h, setText } from "./dom.js";
import { frame } from "./frame.js";

export class Group {
  constructor(group, page) {
    this.page = page;
    this.id = group.id;
    this.name = group.title;
    const context = {
      get bot() {
        return page.state.bot;
      },
      press: (message, button) => this.press(message, button),
      open: (payload) => post(`/api/people/${this.speaker.value}/open`, { payload }),
      say: (text) => this.say(text),
    };
    this.conversation = new Conversation(context, { id: this.id, label: `Messages in ${group.title}` });
    this.composer = new Composer({
      id: this.id,
      placeholder: "Message to the group",
      actions: { say: (text) => this.say(text) },
    });
    this.speaker = h("select", { "aria-label": "Who speaks" });
    this.subtitle = h("span", { class: "chat-sub" });
    this.build(group.title);
  }

  build(title) {
    const words = h("div", { class: "chat-title" }, h("span", { class: "chat-name" }, title), this.subtitle);
    const head = h("div", { class: "chat-head" }, avatar(title, this.id), words);
    const wall = h("div", { class: "wallpaper" }, this.conversation.element);
    const speaks = h("label", { class: "speaker" }, h("span", {}, "Speaking as"), this.speaker);
    const { element, clock } = frame({
      testid: `group-${this.id}`,
      label: `Group ${title}`,
      name: title,
      number: this.id,
      note: h("span", { class: "owner-sub" }, "group"),
      screen: [head, wall, speaks, this.composer.element],
    });
    this.element = element;
    this.clock = clock;
  }

  say(text) {
    return post(`/api/groups/${this.id}/say`, { person: Number(this.speaker.value), text });
  }

  press(message, button) {
    const which = button.data ? { data: button.data } : { label: button.text };
    return post(`/api/people/${this.speaker.value}/press`, { message_id: message.message_id, ...which });
  }

  fillSpeakers(people) {
    const mark = people.map((person) => `${person.id} ${person.first_name}`).join("\n");
    if (mark === this.speakers) return;
    this.speakers = mark;
    const chosen = this.speaker.value;
    this.speaker.replaceChildren(...people.map((person) => h("option", { value: person.id }, person.first_name)));
    if (people.some((person) => String(person.id) === chosen)) this.speaker.value = chosen;
  }

  update(group, state, now) {
    const names = new Map(state.people.map((person) => [person.id, person.first_name]));
    this.fillSpeakers(state.people.filter((person) => group.people.includes(person.id)));
    setText(this.subtitle, group.bot_is_member ? `${state.bot.name} is a member` : `${state.bot.name} has left`);
    const signed = group.messages.map((message) => ({ ...message, author: names.get(message.person) }));
    this.conversation.update(signed, {
      now,
      version: state.version,
      everythingCollected: state.bot.pending_updates === 0,
      toast: null,
      typing: group.typing,
    });
  }

  tick(time) {
    setText(this.clock, time);
  }
}
