/** What a person has filled into a modal and not submitted yet. */

import { Surface } from "./surface.js";

export class Draft extends Surface {
  /** `drafted` maps a field's key to its values; it outlives the drawing of the view. */
  constructor(actor, view, drafted, redraw) {
    super(actor, { view: "modal" }, view.inputs, redraw);
    this.blocks = view.blocks;
    this.drafted = drafted;
    this.telling = Promise.resolve();
  }

  valueOf(block, body) {
    const drafted = this.drafted.get(this.key(block, body));
    if (drafted === undefined) return super.valueOf(block, body);
    return Array.isArray(super.valueOf(block, body)) ? drafted : drafted[0] ?? "";
  }

  valuesOf(block, body) {
    return [this.valueOf(block, body)].flat().filter((value) => value !== "");
  }

  draft(block, body, values) {
    this.drafted.set(this.key(block, body), values);
  }

  /** Slack keeps what a field holds, and tells the app at once only where the app asked for it. */
  change(block, body, values, part) {
    this.draft(block, body, values);
    this.telling = this.telling.then(() => super.change(block, body, values, part));
    return this.telling;
  }

  /** When all changes have reached Slack. */
  settled() {
    return this.telling;
  }

  /** {block_id: text or list of values} of all fields that are submitted. */
  all() {
    const inputs = this.blocks.filter((block) => block.type === "input");
    return Object.fromEntries(inputs.map((block) => [block.block_id, this.valuesOf(block, block.element)]));
  }
}
