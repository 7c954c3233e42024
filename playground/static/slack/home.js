/** The Home tab: what the app has published for this person, drawn anew whenever it changes. */

import { h, icon } from "../dom.js";
import { isOpenIn } from "../floating.js";
import { keepingFocus } from "./actor.js";
import { drawBlocks } from "./blocks.js";
import { Surface } from "./surface.js";

export class HomeTab {
  constructor(actor, id) {
    this.actor = actor;
    this.refresh = () => this.draw();
    this.element = h("div", { class: "home", tabindex: 0, "data-testid": `home-${id}` });
  }

  empty(name) {
    const words = h("p", {}, `${name} has not put anything here yet.`);
    return h("div", { class: "home-empty" }, icon("hash"), words);
  }

  /** `home` is the view or null. */
  update(home, name) {
    this.home = home;
    this.name = name;
    this.refresh();
  }

  draw() {
    const { home, name } = this;
    const mark = JSON.stringify([home?.blocks, home?.inputs, name]);
    if (mark === this.mark || isOpenIn(this.element, this.refresh)) return;
    this.mark = mark;
    const surface = new Surface(this.actor, { view: "home" }, home?.inputs ?? [], () => this.again());
    const content = home ? drawBlocks(home.blocks, surface) : [this.empty(name)];
    keepingFocus(this.element, () => this.element.replaceChildren(...content));
  }

  /** Shows what was there before a change that came to nothing. */
  again() {
    this.mark = null;
    this.refresh();
  }
}
