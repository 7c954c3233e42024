/** Slack's texts on the page: from the server's safe markup, copied tag by tag. */

import { h } from "../dom.js";
import { copied, outward } from "../richtext.js";

const BLOCKS = new Set(["blockquote", "pre"]);

/** A block stands on lines of its own already: the line ends beside it would be empty lines. */
function withoutEmptyLines(nodes) {
  const isBlock = (node) => BLOCKS.has(node?.localName);
  return nodes.map((node, index) => {
    if (typeof node !== "string") return node;
    const after = isBlock(nodes[index - 1]) ? node.replace(/^\n/u, "") : node;
    return isBlock(nodes[index + 1]) ? after.replace(/\n$/u, "") : after;
  });
}

/** Nodes from safe markup; links open in a tab of their own, and people are marked. */
export function words(html) {
  const nodes = copied(html, (node, inside, address) => {
    if (address) return outward(address, inside);
    return node.classList.contains("mention") ? h("span", { class: "mention" }, ...inside) : null;
  });
  return withoutEmptyLines(nodes);
}

/** A text object's words as nodes. */
export function textOf(object) {
  if (!object) return [];
  return object.html === undefined ? [object.text] : words(object.html);
}

/** A text object's words without any marks. */
export const plainOf = (object) => object?.text ?? "";

/** The number in an id such as U0012, for the colour of a picture. */
export const numberOf = (id) => Number(/\d+$/u.exec(id)?.[0] ?? 0);
