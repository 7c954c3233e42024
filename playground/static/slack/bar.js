/** The bar of Slack's tools: how the app is connected, workspaces, sockets, an outage, and faults. */

import { post } from "../api.js";
import { notice, openDialog } from "../dialog.js";
import { h, icon, setText, show } from "../dom.js";
import { explained, FaultForm, limitsSwitch } from "../faultform.js";
import { attachMenu } from "../menu.js";
import { openWorkspaces, updateWorkspaces } from "./workspaces.js";

const SLACK = {
  who: "Slack",
  path: "/api/slack/faults",
  kinds: [
    ["429", "429 · too many requests"],
    ["500", "500 · internal error"],
    ["503", "503 · service unavailable"],
    ["channel_not_found", "channel_not_found"],
    ["token_revoked", "token_revoked"],
    ["account_inactive", "account_inactive"],
    ["drop", "The connection breaks off"],
    ["timeout", "Time-out"],
    ["timeout_after_delivery", "Time-out after delivery"],
  ],
  methods: [
    "*",
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "views.open",
    "views.publish",
    "conversations.open",
  ],
};
const LIMITS_WORDS = "One message a second to a channel, and each method’s own tier, as Slack has it";
const CLOSINGS = [
  ["warning", "Warn only", "stays open"],
  ["refresh_requested", "Ask to reconnect", "as Slack does"],
  ["link_disabled", "Socket Mode switched off", "link_disabled"],
  [null, "Cut off in the middle", "no goodbye"],
];

async function closeSockets(reason) {
  const answer = await post("/api/slack/sockets/close", reason ? { reason } : {});
  if (answer) notice(answer.closed === 1 ? "1 socket was told." : `${answer.closed} sockets were told.`);
}

function connection({ outage, delivery, sockets }) {
  if (outage) return "Slack is down";
  if (delivery.mode === "http") return "over HTTP";
  if (!sockets.length) return "no app is connected";
  return sockets.length === 1 ? "1 socket" : `${sockets.length} sockets`;
}

export class SlackBar {
  constructor() {
    this.faults = new FaultForm(SLACK);
    this.limits = limitsSwitch("/api/slack/limits");
    const limits = h("label", { class: "switch-row" }, explained("Speed limits", LIMITS_WORDS), this.limits);
    const switches = h("div", { class: "fault-switches" }, limits);
    this.panel = h("div", { class: "dialog-body" }, this.faults.form, this.faults.list, switches);
    this.status = h("span", { class: "slack-status", "data-testid": "slack-status", role: "status" });
    this.count = h("span", { class: "badge", hidden: true });
    this.element = h("div", { class: "slackbar", role: "group", "aria-label": "Slack" }, this.status, this.buttons());
  }

  buttons() {
    const button = (testid, name, word, onclick) => {
      const look = { type: "button", class: "door", "aria-label": word, title: word };
      return h("button", { ...look, "data-testid": testid, onclick }, icon(name), h("span", {}, word));
    };
    const spaces = button("slack-workspaces", "building", "Workspaces", () => openWorkspaces());
    const close = button("slack-sockets", "plug", "Close sockets", null);
    const item = ([reason, label, hint]) => ({ label, hint, symbol: icon("plug"), run: () => closeSockets(reason) });
    const items = () => CLOSINGS.map(item);
    const menu = attachMenu(close, { label: "Close the app’s sockets", items, floating: true });
    this.outage = button("slack-outage", "power", "Slack down", () => this.turn());
    const faults = button("slack-faults", "bolt", "Slack’s faults", () => this.openFaults());
    faults.append(this.count);
    return [spaces, close, menu, this.outage, faults];
  }

  openFaults() {
    openDialog("Slack’s faults and limits", this.panel, { testid: "slack-faults-panel", wide: true });
  }

  async turn() {
    this.outage.setAttribute("aria-busy", "true");
    await post("/api/slack/outage", { down: !this.down });
    this.outage.removeAttribute("aria-busy");
  }

  update(slack) {
    this.down = slack.outage;
    setText(this.status, connection(slack));
    const isWell = !slack.outage && (slack.delivery.mode === "http" || slack.sockets.length > 0);
    this.status.classList.toggle("is-well", isWell);
    this.outage.setAttribute("aria-pressed", String(slack.outage));
    this.limits.checked = slack.limits;
    this.faults.update(slack.faults);
    setText(this.count, String(slack.faults.length));
    show(this.count, slack.faults.length > 0);
    updateWorkspaces(slack);
  }
}
