// Cards: what a message says in parts, shown so that it can be read at a glance and used.

import { button, copyText, element, icon, type Content } from "./dom";
import type { Card } from "./types";
import { WORDS } from "./words";

export interface CardActions {
  /** Puts text into the composer, for the customer to finish. */
  draft(text: string): void;
  base: string;
}

type Row = [name: string, value: Content];

const FOUND_OUT = ["coverage", "screenshot"]; // not told by the customer in words, and not put right in words

const BUILDERS: Record<string, (card: Card, actions: CardActions) => HTMLElement | null> = {
  event: (card) => {
    const digits = element("strong", "number", string(card.shown));
    const row = element("div", "row", digits, copyButton(WORDS.copy, string(card.number), digits));
    return section(WORDS.eventNumber, row, element("p", "quiet", WORDS.next));
  },
  read_back: (card, actions) => {
    const rows = list(card.lines).map((line): HTMLElement => {
      const name = string(line.name);
      const value = element("span", "", string(line.value));
      if (FOUND_OUT.includes(string(line.slot))) return element("div", "fact", element("dt", "", name), element("dd", "", value));
      const edit = button("link", WORDS.edit, () => actions.draft(WORDS.editText(name)));
      edit.setAttribute("aria-label", WORDS.editLabel(name));
      return element("div", "fact", element("dt", "", name), element("dd", "with-edit", value, edit));
    });
    return section(WORDS.readBack, element("dl", "facts", ...rows));
  },
  booking: (card, actions) => {
    const place = (card.place ?? {}) as Record<string, unknown>;
    const address = string(card.address) || string(place.address);
    const where = element("span", "", address);
    const rows: Row[] = [
      [WORDS.when, moment(card.starts_at)],
      [WORDS.store, string(card.store) || string(place.name)],
      [WORDS.address, address ? element("span", "with-action", where, copyButton(WORDS.copyAddress, address, where)) : ""],
      [WORDS.phone, dial(string(card.phone) || string(place.phone))],
      [WORDS.bookingCode, string(card.code)],
    ];
    return section(WORDS.booking, facts(rows), things(WORDS.bring, card), calendar(card, actions));
  },
  call_back: (card, actions) => {
    const rows: Row[] = [
      [WORDS.when, moment(card.starts_at)],
      [WORDS.code, string(card.code)],
    ];
    const hint = card.code ? element("p", "quiet", WORDS.codeHint) : "";
    return section(WORDS.callBack, facts(rows), hint, calendar(card, actions));
  },
  mail_in: (card) => section(WORDS.mailIn, facts([[WORDS.eventNumber, grouped(string(card.event_number))]]), things(WORDS.beforePosting, card)),
  article: (card) => {
    const steps = strings(card.steps);
    const title = string(card.title) || WORDS.steps;
    if (!steps.length) return null;
    // One step at a time: the bubble tells it, the card where one is.
    if (typeof card.step === "number") return section(title, element("p", "quiet", WORDS.stepOf(card.step, steps.length)));
    const question = string(card.question);
    return section(title, element("ol", "steps", ...steps.map((step) => element("li", "", step))), question ? element("p", "asks", WORDS.asks(question)) : "");
  },
};

/** The card as a node; null for a kind that this version does not know. */
export function show(card: Card, actions: CardActions): HTMLElement | null {
  return Object.hasOwn(BUILDERS, card.kind) ? (BUILDERS[card.kind]?.(card, actions) ?? null) : null;
}

/** What of the text the card does not say, better to read: nothing beside an article, else without the lines that name what it shows. */
export function beside(card: Card, text: string): string {
  if (card.kind === "article") return card.question && strings(card.steps).length ? "" : text;
  // "" too: a line that only leads to what the card shows, such as 「请您核对一下：」
  const told = new Set(["", ...list(card.lines).map(({ value }) => string(value)), ...["address", "phone", "code"].map((name) => string(card[name])), strings(card.bring).join("、")]);
  const says = (line: string): boolean => told.has(line.replace(/^[^：]{1,10}：/, "").replace(/。$/, ""));
  return text.split("\n").filter((line) => !line.includes("：") || !says(line)).join("\n");
}

function section(title: string, ...content: Content[]): HTMLElement {
  const node = element("section", "card", element("h2", "", title), ...content.filter(Boolean));
  node.setAttribute("aria-label", title);
  return node;
}

function facts(rows: Row[]): HTMLElement {
  const shown = rows.filter(([, value]) => value);
  return element("dl", "facts", ...shown.map(([name, value]) => element("div", "fact", element("dt", "", name), element("dd", "", value))));
}

/** A number that a telephone can dial at a tap. */
function dial(number: string): Content {
  if (!/^[\d+\- ]{5,20}$/.test(number)) return number;
  const link = element("a", "link", number);
  link.href = `tel:${number.replace(/[^\d+]/g, "")}`;
  return link;
}

/** What to do before a device is brought or posted. */
function things(title: string, card: Card): Content {
  const all = strings(card.bring);
  return all.length ? element("div", "", element("h3", "", title), element("ul", "steps", ...all.map((one) => element("li", "", one)))) : "";
}

/** An event number as people read it. */
const grouped = (number: string): string => number.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");

/** Only addresses of our own server: a card cannot send the customer elsewhere. */
function calendar(card: Card, actions: CardActions): Content {
  const path = string(card.ics);
  if (!path.startsWith("/api/")) return "";
  const link = element("a", "link", WORDS.calendar);
  link.href = actions.base + path;
  link.setAttribute("download", "");
  return element("p", "", link);
}

function copyButton(label: string, text: string, shownIn: HTMLElement): HTMLButtonElement {
  const said = element("span", "", label);
  const node = button("plain", said, async () => {
    said.textContent = (await copyText(text, shownIn)) ? WORDS.copied : WORDS.copyByHand;
    setTimeout(() => (said.textContent = label), 2_500);
  });
  node.prepend(icon("copy"));
  return node;
}

function moment(value: unknown): string {
  const at = new Date(string(value));
  if (Number.isNaN(at.getTime())) return "";
  return at.toLocaleString("zh-CN", {
    timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
}

const string = (value: unknown): string => (typeof value === "string" ? value : "");
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((part): part is string => typeof part === "string") : []);
const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((part): part is Record<string, unknown> => typeof part === "object" && part !== null) : [];
