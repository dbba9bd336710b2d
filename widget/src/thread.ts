// The lines of the conversation as they are seen: bubbles, cards, pictures, quick replies, delivery.

import { beside, show as showCard, type CardActions } from "./cards";
import { button, element, timeOf } from "./dom";
import type { Choice, Message, Outgoing } from "./types";
import { WORDS } from "./words";

export interface ThreadActions extends CardActions {
  choose(choice: Choice): void;
  resend(id: string): void;
  remove(id: string): void;
}

export class Thread {
  readonly node = element("div", "thread");
  private readonly log = element("div", "log");
  private readonly typing = element("p", "typing", element("span", "unseen", WORDS.typing));
  private readonly choices = element("div", "choices");
  private readonly outgoing = new Map<string, HTMLElement>();

  constructor(private readonly actions: ThreadActions) {
    this.node.tabIndex = 0;
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", WORDS.thread);
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-live", "polite");
    this.log.setAttribute("aria-label", WORDS.messages);
    this.typing.setAttribute("role", "status");
    this.typing.hidden = true;
    for (let dot = 0; dot < 3; dot += 1) this.typing.append(element("span", "dot"));
    this.choices.setAttribute("role", "group");
    this.choices.setAttribute("aria-label", WORDS.choices);
    this.choices.hidden = true;
    this.node.append(element("div", "column", this.log, this.choices, this.typing));
  }

  line(message: Message, fresh: boolean): void {
    const atEnd = this.isAtEnd;
    if (!fresh) this.log.setAttribute("aria-busy", "true"); // history is not read out as if it were new
    const node = this.bubble(message);
    this.log.append(node);
    if (message.who === "customer" && message.id) this.outgoing.set(message.id, node);
    if (!fresh) this.log.removeAttribute("aria-busy");
    if (!fresh) this.toEnd();
    else if (atEnd || this.typing.hidden === false) this.reveal(node);
  }

  /** A sentence that is not part of the thread; the same one is not said twice in a row. */
  note(text: string): void {
    const last = this.log.lastElementChild;
    if (!text || (last?.classList.contains("note") && last.textContent === text)) return;
    this.log.append(element("p", "note", text));
    this.toEnd();
  }

  offer(choices: Choice[] | undefined): void {
    const nodes = (choices ?? []).map((choice) => button("choice", choice.title, () => this.actions.choose(choice)));
    this.choices.replaceChildren(...nodes);
    this.choices.hidden = nodes.length === 0;
    if (nodes.length && this.isNearEnd) this.toEnd();
  }

  /** How a message of the customer stands. */
  deliver(item: Outgoing, delivered: boolean): void {
    let node = this.outgoing.get(item.id);
    if (!node) {
      node = this.bubble({ text: item.text, who: "customer", id: item.id, at: item.at });
      this.outgoing.set(item.id, node);
      this.log.append(node);
      this.toEnd();
    } else if (!node.isConnected) this.log.append(node);
    const failed = item.state === "failed" && !delivered;
    node.classList.toggle("failed", failed);
    const said = delivered ? WORDS.delivered : failed ? item.problem || WORDS.failed : item.state === "waiting" ? WORDS.waiting : WORDS.sending;
    const meta = node.querySelector(".meta");
    meta?.replaceChildren(timeOf(item.at), element("span", "", said));
    if (failed) {
      const row = node;
      const remove = button("link", WORDS.remove, () => {
        row.remove();
        this.actions.remove(item.id);
      });
      meta?.append(button("link", WORDS.resend, () => this.actions.resend(item.id)), remove);
    }
  }

  /** What waits comes last, in the order in which it was written. */
  below(items: Outgoing[]): void {
    if (!items.length) return;
    this.log.append(...items.map(({ id }) => this.outgoing.get(id)).filter((node) => node !== undefined));
    this.toEnd();
  }

  /** A picture on its way; the returned function tells how it stands. */
  picture(file: File, retry: () => void): (state: number | "done" | string) => void {
    const preview = element("img", "picture");
    const address = URL.createObjectURL(file);
    preview.src = address;
    preview.alt = WORDS.pictureSent;
    preview.addEventListener("error", () => preview.remove()); // HEIC: most browsers cannot show it
    const bar = element("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", WORDS.picture);
    const meta = element("p", "meta");
    const name = element("p", "bubble", file.name || WORDS.pictureSent);
    const node = element("article", "message customer", element("span", "unseen", WORDS.you), preview, name, bar, meta);
    this.log.append(node);
    this.toEnd();
    return (state) => {
      const going = typeof state === "number";
      if (going) bar.value = state;
      bar.hidden = !going;
      node.classList.toggle("failed", !going && state !== "done");
      const said = going ? WORDS.uploading(state) : state === "done" ? WORDS.uploaded : state;
      meta.replaceChildren(timeOf(undefined), element("span", "", said));
      if (!going && state !== "done") meta.append(button("link", WORDS.resend, retry));
    };
  }

  busy(on: boolean): void {
    this.typing.hidden = !on;
    if (on) this.toEnd();
  }

  clear(): void {
    this.log.replaceChildren();
    this.outgoing.clear();
    this.offer([]);
    this.busy(false);
  }

  private bubble(message: Message): HTMLElement {
    const who = message.who ?? "bot";
    const advisor = who !== "bot" && who !== "customer";
    const speaker = advisor ? element("p", "speaker", `${WORDS.advisor} ${who}`) : element("span", "unseen", who === "bot" ? WORDS.bot : WORDS.you);
    const node = element("article", `message ${advisor ? "advisor" : who}`, speaker);
    const card = message.card ? showCard(message.card, this.actions) : null;
    const text = card && message.card ? beside(message.card, message.text) : message.text;
    if (text) node.append(element("p", "bubble", text));
    if (card) node.append(card);
    node.append(element("p", "meta", timeOf(message.at)));
    return node;
  }

  private get isAtEnd(): boolean {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 80;
  }

  private get isNearEnd(): boolean {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 400;
  }

  private reveal(node: HTMLElement): void {
    const first = node.previousElementSibling?.classList.contains("bot") ? null : node;
    if (first && first.offsetHeight > this.node.clientHeight) this.node.scrollTo({ top: first.offsetTop - 16 });
    else this.toEnd();
  }

  private toEnd(): void {
    this.node.scrollTo({ top: this.node.scrollHeight });
  }
}
