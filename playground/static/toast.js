/** What the bot says to a pressed button: a toast that goes by itself, or an alert that waits for OK. */

import { h, setText, show } from "./dom.js";

const TOAST_MS = 3500; // as long as Telegram's own apps show it

export class ToastLayer {
  constructor() {
    this.toast = h("p", { class: "toast", hidden: true });
    this.alertText = h("p");
    const ok = h("button", { type: "button", class: "button button-main", onclick: () => this.closeAlert() }, "OK");
    this.alert = h(
      "div",
      { class: "alert", role: "alertdialog", "aria-modal": "false", "aria-label": "The bot says", hidden: true },
      h("div", {}, this.alertText, ok),
    );
    this.ok = ok;
    this.element = h(
      "div",
      { class: "toasts" },
      h("div", { role: "status", "aria-live": "polite" }, this.toast),
      this.alert,
    );
    this.alert.addEventListener("keydown", (event) => event.key === "Escape" && this.closeAlert());
  }

  /** Shows `toast` ({text, alert} or null) once; what was there when the page opened is old news. */
  update(toast) {
    const mark = JSON.stringify(toast);
    const before = this.mark;
    this.mark = mark;
    if (before === undefined || before === mark || !toast?.text) return;
    if (toast.alert) this.openAlert(toast.text);
    else this.flash(toast.text);
  }

  /** A press may be answered with the same words as the one before. */
  expectAnother() {
    this.mark = "null";
  }

  flash(text) {
    setText(this.toast, text);
    show(this.toast, true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => show(this.toast, false), TOAST_MS);
  }

  openAlert(text) {
    this.cameFrom = document.activeElement;
    setText(this.alertText, text);
    show(this.alert, true);
    this.ok.focus();
  }

  closeAlert() {
    show(this.alert, false);
    if (this.cameFrom?.isConnected) this.cameFrom.focus();
  }
}
