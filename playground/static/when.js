/** Times as the page shows them: the playground's clock in the reader's own time zone. */

const HOUR = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const UNITS = [
  ["week", 604800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export const hour = (date) => HOUR.format(date);
export const stamp = (date) => `${SHORT_DAY.format(date)}, ${HOUR.format(date)}`;

export function day(date, now) {
  if (date.toDateString() === now.toDateString()) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  return date.toDateString() === yesterday.toDateString() ? "Yesterday" : DAY.format(date);
}

/** 90000 -> "1 day 1 hour ahead of real time". */
export function offsetWords(seconds) {
  let rest = Math.abs(Math.round(seconds));
  const parts = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  if (!parts.length) return "real time";
  return `${parts.slice(0, 2).join(" ")} ${seconds > 0 ? "ahead of" : "behind"} real time`;
}
