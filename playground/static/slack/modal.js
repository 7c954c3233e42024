/** The modal over one person's window: its fields, Slack's checks and the app's, submit and close. */

import { request } from "../api.js";
import { h, icon, iconButton, setText, show } from "../dom.js";
import { keepingFocus } from "./actor.js";
import { drawBlocks } from "./blocks.js";
import { troubles } from "./checks.js";
import { Draft } from "./draft.js";
import { portrait } from "./message.js";

const WHOLE_FORM = ""; // where the app's errors hold what belongs to no one field
const FIELDS = "input, textarea, .pick";

export class Modal {
  /** `onClosed()` is called when the last view has gone, with the focus still in it. */
  constructor(actor, id, onClosed) {
    this.actor = actor;
    this.id = id;
    this.onClosed = onClosed;
    this.element = h("div", { class: "modal-layer", hidden: true });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close(false);
    });
  }

  build(view, appName) {
    this.title = h("h3", {}, view.title);
    this.body = h("div", { class: "modal-body" });
    this.wrong = h("p", { class: "modal-wrong", role: "alert", hidden: true });
    const leave = iconButton("close", "Close the form", { onclick: () => this.close(true) });
    const head = h("header", { class: "modal-head" }, portrait(appName, null), this.title, leave);
    this.form = h("form", { class: "modal", novalidate: true }, head, this.body, this.foot(view));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.dialog = h(
      "div",
      { role: "dialog", "aria-label": view.title, class: "modal-box", "data-testid": `modal-${this.id}` },
      this.form,
    );
    this.element.replaceChildren(this.dialog);
  }

  foot(view) {
    const close = () => this.close(false);
    this.closing = h("button", { type: "button", class: "kit-button", onclick: close }, view.close || "Cancel");
    const spinner = h("span", { class: "kit-spinner", "aria-hidden": "true" });
    const look = { type: "submit", class: "kit-button kit-button-primary" };
    const submit = view.submit ? h("button", look, h("span", {}, view.submit), spinner) : null;
    if (submit) this.actor.keyed(submit, "modal/submit");
    return h("footer", { class: "modal-foot" }, this.wrong, this.closing, submit);
  }

  async close(all) {
    await this.draft?.settled();
    await this.actor.act("modal/close", "close", all ? { all: true } : {});
  }

  async submit(event) {
    event.preventDefault();
    const { view, draft } = this;
    const wrong = troubles(view.blocks, (block) => draft.valuesOf(block, block.element));
    this.showErrors(wrong);
    if (Object.keys(wrong).length) return this.goToFirstError();
    const key = "modal/submit";
    if (this.actor.busy.has(key)) return undefined;
    this.actor.mark(key, true);
    try {
      await draft.settled();
      await this.actor.acknowledged(await request("POST", this.actor.path("submit"), { values: draft.all() }));
    } catch (refusal) {
      this.showErrors({ [WHOLE_FORM]: refusal.message });
    } finally {
      this.actor.mark(key, false);
    }
    return undefined;
  }

  goToFirstError() {
    this.body.querySelector(`.is-wrong :is(${FIELDS})`)?.focus();
  }

  showErrors(errors) {
    for (const field of this.body.querySelectorAll(".kit-input")) {
      const words = errors[field.dataset.block];
      const place = field.querySelector(".kit-error");
      place.replaceChildren(...(words ? [icon("warn"), words] : []));
      show(place, Boolean(words));
      field.classList.toggle("is-wrong", Boolean(words));
      for (const input of field.querySelectorAll(FIELDS)) input.setAttribute("aria-invalid", String(Boolean(words)));
    }
    setText(this.wrong, errors[WHOLE_FORM] ?? "");
    show(this.wrong, Boolean(errors[WHOLE_FORM]));
  }

  /** What was typed stays while the app changes the view, and goes when another view comes. */
  draw(view, stack, appName) {
    const isNew = this.view?.view_id !== view.view_id;
    this.view = view;
    if (isNew || this.frame !== JSON.stringify([view.title, view.submit, view.close])) this.build(view, appName);
    this.frame = JSON.stringify([view.title, view.submit, view.close]);
    const drafted = isNew ? new Map() : this.draft.drafted;
    this.draft = new Draft(this.actor, view, drafted, () => this.view && this.draw(this.view, stack, appName));
    const blocks = drawBlocks(view.blocks, this.draft);
    keepingFocus(this.body, () => this.body.replaceChildren(...blocks));
    this.dialog.classList.toggle("is-stacked", stack > 1);
    if (isNew) this.takeFocus(view);
  }

  takeFocus(view) {
    const here = document.activeElement;
    if (here !== document.body && !this.actor.place.contains(here)) return; // somebody else's window has it
    const wanted = view.blocks.find((block) => block.element?.focus_on_load)?.block_id;
    const first = wanted ? this.body.querySelector(`[data-block="${CSS.escape(wanted)}"] [data-key]`) : null;
    (first ?? this.body.querySelector(FIELDS) ?? this.closing).focus();
  }

  /** `person` tells of modal, stack and modal_errors. */
  update(person, appName) {
    const { modal, stack, modal_errors: errors } = person;
    if (!modal && this.view) this.leave();
    if (!modal) return;
    const mark = JSON.stringify([modal.view_id, modal.hash, modal.blocks, stack]);
    show(this.element, true);
    if (mark !== this.mark) this.draw(modal, stack, appName);
    const said = JSON.stringify(errors);
    if (said !== this.said || mark !== this.mark) this.hear(errors);
    this.mark = mark;
    this.said = said;
  }

  hear(errors) {
    this.showErrors(errors);
    if (Object.keys(errors).length && this.actor.place.contains(document.activeElement)) this.goToFirstError();
  }

  leave() {
    const focused = this.element.contains(document.activeElement) || document.activeElement === document.body;
    this.view = null;
    this.mark = null;
    this.said = null;
    show(this.element, false);
    this.element.replaceChildren();
    this.onClosed(focused);
  }
}
