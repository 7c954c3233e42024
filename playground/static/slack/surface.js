/** Where blocks are shown and acted on: a message, the Home, or a modal. */

import { openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { plainOf, textOf } from "./words.js";

const nameOf = (block, body) => `${block.block_id ?? ""}/${body.action_id ?? ""}`;

/** Asks what the app wants asked before something is done; true when the person agrees. */
function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const tone = confirm.style === "danger" ? "button-danger" : "button-main";
    const agree = h("button", { type: "button", class: `button ${tone}` }, plainOf(confirm.confirm));
    const deny = h("button", { type: "button", class: "button" }, plainOf(confirm.deny));
    const words = h("p", {}, ...textOf(confirm.text));
    const content = h("div", { class: "dialog-body" }, words, h("div", { class: "row-end" }, deny, agree));
    const dialog = openDialog(plainOf(confirm.title), content, { onclose: () => resolve(false) });
    deny.addEventListener("click", () => dialog.close());
    agree.addEventListener("click", () => {
      resolve(true);
      dialog.close();
    });
    agree.focus();
  });
}

export class Surface {
  /**
   * `where` is {ts} or {view}; `inputs` tells what each field holds; `redraw()` shows again what was there before a
   * change that was taken back.
   */
  constructor(actor, where, inputs, redraw) {
    this.actor = actor;
    this.where = where;
    this.place = where.ts ?? where.view;
    this.held = new Map(inputs.map((input) => [nameOf(input, input), input.value]));
    this.redraw = redraw;
  }

  key(block, body, part = "") {
    return `${this.place}/${nameOf(block, body)}/${part}`;
  }

  keyed(node, block, body, part) {
    return this.actor.keyed(node, this.key(block, body, part));
  }

  /** What a field holds: text, or a list of values. */
  valueOf(block, body) {
    return this.held.get(nameOf(block, body)) ?? "";
  }

  /** What somebody types is only kept here where it is sent with a form. */
  draft() {}

  async press(block, body, option) {
    if (!(await confirmed(body.confirm))) return;
    const part = option?.value ?? "";
    const value = option ? { value: option.value } : {};
    const named = { block_id: block.block_id, action_id: body.action_id, ...value };
    await this.actor.act(this.key(block, body, part), "press", { ...this.where, ...named });
  }

  /** Picks `values` in a field; `part` names what in it is shown as busy. */
  async change(block, body, values, part = "") {
    if (!(await confirmed(body.confirm))) return this.redraw();
    const named = { block_id: block.block_id, action_id: body.action_id, values };
    const answer = await this.actor.act(this.key(block, body, part), "pick", { ...this.where, ...named });
    return answer ?? this.redraw();
  }
}
