/** The panel of faults: what Telegram answers to the bot's next requests, its speed limits, and the token. */

import { post } from "./api.js";
import { openDialog } from "./dialog.js";
import { explained, FaultForm, limitsSwitch } from "./faultform.js";
import { h, show } from "./dom.js";

const TELEGRAM = {
  who: "Telegram",
  path: "/api/faults",
  kinds: [
    ["429", "429 · too many requests"],
    ["403", "403 · blocked by the user"],
    ["500", "500 · Telegram has a bad day"],
    ["401", "401 · token not known"],
    ["timeout_after_delivery", "Time-out after delivery"],
  ],
  methods: ["*", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates"],
};
const LIMITS_WORDS = "One message a second to a person, thirty in all, as Telegram has it";

export class FaultsPanel {
  constructor() {
    this.faults = new FaultForm(TELEGRAM);
    this.limits = limitsSwitch("/api/limits");
    this.content = h("div", { class: "dialog-body" }, this.faults.form, this.faults.list, this.switches());
  }

  switches() {
    const turn = (revoked) => () => post("/api/token", { revoked });
    this.revoke = h("button", { type: "button", class: "button button-danger", onclick: turn(true) }, "Revoke token");
    this.restore = h("button", { type: "button", class: "button", onclick: turn(false) }, "Restore token");
    const limits = h("label", { class: "switch-row" }, explained("Speed limits", LIMITS_WORDS), this.limits);
    const about = explained("The bot’s token", "A revoked token is answered with 401");
    const token = h("div", { class: "switch-row" }, about, this.revoke, this.restore);
    return h("div", { class: "fault-switches" }, limits, token);
  }

  open() {
    openDialog("Faults and limits", this.content, { testid: "faults-panel", wide: true });
  }

  update(state) {
    this.limits.checked = state.limits;
    show(this.revoke, !state.bot.revoked);
    show(this.restore, state.bot.revoked);
    this.faults.update(state.faults);
  }
}
