/** The part of a bubble that is not words: stickers, pictures, voice, files, places, contacts. */

import { h, icon } from "./dom.js";

// Heights of the bars of a voice message, in pixels.
const WAVE = [5, 9, 14, 8, 17, 11, 20, 13, 7, 16, 22, 12, 18, 9, 15, 6, 11, 19, 13, 8, 14, 6, 9, 4];
const NAMES = {
  animation: "GIF",
  contact: "Contact",
  document: "File",
  location: "Location",
  photo: "Photo",
  poll: "Poll",
  sticker: "Sticker",
  video: "Video",
  video_note: "Video message",
  voice: "Voice message",
};

/** Kinds that show without a bubble round them. */
export const BARE = new Set(["sticker", "video_note"]);

function picture(message, standIn, alt) {
  return h(
    "img",
    { class: `media media-${message.kind}`, src: message.file || standIn, alt, loading: "lazy", decoding: "async" },
  );
}

function voice() {
  const bars = WAVE.map((height) => {
    const bar = h("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  const wave = h("span", { class: "wave" }, bars);
  return h(
    "div",
    { class: "media-row", role: "img", "aria-label": "Voice message, 3 seconds" },
    h("span", { class: "disc" }, icon("play")),
    h("span", {}, wave, h("small", {}, "0:03")),
  );
}

function row(symbol, title, detail, href) {
  const parts = [
    h("span", { class: "disc" }, icon(symbol)),
    h("span", { class: "media-words" }, h("b", {}, title), h("small", {}, detail)),
  ];
  return href ? h(
    "a",
    { class: "media-row", href, download: title },
    parts,
  ) : h("div", { class: "media-row" }, parts);
}

/** An element for the kinds that have more than words; null for text. */
export function mediaOf(message) {
  switch (message.kind) {
    case "sticker":
      return picture(message, "/static/sticker.svg", "Sticker");
    case "photo":
    case "animation":
    case "video":
    case "video_note":
      return picture(message, "/static/photo.svg", NAMES[message.kind]);
    case "location":
      return picture({ kind: "location" }, "/static/map.svg", "Location on a map");
    case "voice":
      return voice();
    case "document":
      return row("file", message.file_name || "File", message.file ? "Press to save" : "Document", message.file);
    case "contact":
      return row("user", "Contact", "Phone number shared");
    case "poll":
      return row("poll", "Poll", "A question with answers");
    default:
      return null;
  }
}
