/** The bar above: whose playground it is, the clock, and the doors to faults, transcript and reset. */

import { post } from "./api.js";
import { confirmThat } from "./dialog.js";
import { h, icon, setText, show, showBotPicture } from "./dom.js";
import { FaultsPanel } from "./faults.js";
import { offsetWords, stamp } from "./when.js";

const STEPS = [
  ["+1 hour", 3600],
  ["+1 day", 86400],
  ["+1 week", 604800],
];

export class Topbar {
  constructor(root) {
    this.faults = new FaultsPanel();
    this.brand = h("span", { class: "brand-picture" });
    this.name = h("span", { class: "brand-name" });
    this.sub = h("span", { class: "brand-sub", "data-testid": "bot-status" });
    this.time = h("time", { class: "clock-time", "data-testid": "clock" });
    this.offset = h("span", { class: "clock-offset" });
    this.count = h("span", { class: "badge", hidden: true });
    const brand = h("div", { class: "brand" }, this.brand, h("div", {}, this.name, this.sub));
    root.append(brand, this.clockPart(), this.doors());
  }

  clockPart() {
    const buttons = STEPS.map(([label, seconds]) => {
      const onclick = () => post("/api/clock", { advance: seconds });
      const title = `Move the clock by ${label.slice(1)}`;
      return h("button", { type: "button", class: "clock-step", title, onclick }, label);
    });
    const face = h("div", { class: "clock-face" }, icon("clock"), h("div", {}, this.time, this.offset));
    const steps = h("div", { class: "clock-steps" }, buttons);
    return h("div", { class: "clock", role: "group", "aria-label": "The playground’s clock" }, face, steps);
  }

  doors() {
    const button = (testid, title, onclick, ...inside) =>
      h("button", { type: "button", class: "door", "data-testid": testid, title, onclick }, ...inside);
    const word = (text) => h("span", {}, text);
    const openFaults = () => this.faults.open();
    const faults = button("faults", "Faults and limits", openFaults, icon("bolt"), word("Faults"), this.count);
    const reset = button("reset", "Forget everything here", () => this.askReset(), icon("reset"), word("Reset"));
    const target = { href: "/api/transcript", target: "_blank", rel: "noopener" };
    const title = "Everything that was said, as text";
    const transcript = h("a", { class: "door", title, ...target }, icon("scroll"), word("Transcript"));
    return h("nav", { class: "doors", "aria-label": "Tools" }, faults, transcript, reset);
  }

  askReset() {
    confirmThat({
      title: "Start again from nothing?",
      text: "The playground forgets its people, messages and faults, and its clock goes back to real time.",
      action: "Reset the playground",
      then: () => post("/api/reset"),
    });
  }

  updateBrand(bot) {
    setText(this.name, bot.name);
    showBotPicture(this.brand, bot);
    const waiting = bot.pending_updates;
    const plural = waiting === 1 ? "" : "s";
    const calm = bot.revoked ? "The token is revoked" : `@${bot.username} · playground`;
    setText(this.sub, waiting ? `${waiting} update${plural} waiting for the bot` : calm);
    this.sub.classList.toggle("is-waiting", waiting > 0 || bot.revoked);
  }

  update(state) {
    this.updateBrand(state.bot);
    setText(this.offset, offsetWords(state.offset_seconds));
    const trouble = state.faults.length;
    setText(this.count, String(trouble));
    show(this.count, trouble > 0);
    this.faults.update(state);
  }

  tick(now) {
    setText(this.time, stamp(now));
    this.time.dateTime = now.toISOString();
  }
}
