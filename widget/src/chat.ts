// One conversation: what is sent, what comes back, what the server pushes. Knows nothing of how it looks.

import { Api, newId, Problem } from "./api";
import { store } from "./store";
import type { Message, Outgoing, Reply } from "./types";

const LONGEST_PAUSE = 30_000;
const RECOVERING_PAUSE = 10_000;

export interface Listener {
  /** A line of the thread, new or of the history; `fresh` where it was said just now. */
  line(message: Message, fresh: boolean): void;
  /** A sentence of the server that is not part of the thread. */
  note(text: string): void;
  /** What the bot waits for, and the quick replies that are open. */
  asking(asking: string | null, choices: Message["buttons"]): void;
  outgoing(item: Outgoing, delivered: boolean): void;
  /** These wait: they stand below what was said before them. */
  waiting(items: Outgoing[]): void;
  busy(on: boolean): void;
  offline(on: boolean): void;
  cleared(reason: "gone" | "restart"): void;
}

export class Chat {
  eventNumber: string | null = null;
  private token = store.token;
  private outbox: Outgoing[] = [];
  private seen = new Set<string>();
  private last = "";
  private era = 0; // goes up with a new conversation: answers to the older one are dropped
  private pump: Promise<void> | null = null;
  private pause = 1_000;
  private wake: (() => void) | null = null;
  private stream: EventSource | null = null;
  private started = false;
  private opened = false; // what is written before is said in the conversation that is being opened, not in another
  private choices: Message["buttons"] = [];

  constructor(
    private readonly api: Api,
    private readonly listener: Listener,
  ) {}

  get conversation(): string | null {
    return this.token;
  }

  /** Opens the kept conversation with its history, or a new one with its greeting. Goes on trying. */
  async start(): Promise<void> {
    if (this.started) return;
    this.started = true;
    this.outbox = store.outbox.map((item) => ({ ...item, state: "waiting" }));
    const era = this.era;
    await this.untilAnswered(async () => {
      const kept = this.token;
      let reply: Reply;
      try {
        if (kept) await this.api.back(kept).catch((error: Problem) => error.isGone && Promise.reject(error));
        reply = await (kept ? this.api.thread(kept) : this.api.open());
      } catch (error) {
        if (!(error instanceof Problem && error.isGone && kept)) throw error;
        this.keep(null);
        this.listener.cleared("gone");
        reply = await this.api.open();
      }
      if (era !== this.era) return;
      this.keep(reply.conversation);
      reply.messages.forEach((message) => this.hear(message, !kept));
      this.settle(reply);
    });
    if (era !== this.era) return;
    this.opened = true;
    this.outbox.forEach((item) => {
      this.seen.add(item.id);
      this.listener.outgoing(item, false);
    });
    this.listener.waiting(this.outbox);
    this.listen();
    this.run();
  }

  /** Says something, or taps a quick reply. Kept until the server has answered it. */
  send(text: string, payload?: string): void {
    const item: Outgoing = { id: newId(), text, at: new Date().toISOString(), state: "sending", ...(payload ? { payload } : {}) };
    this.outbox.push(item);
    this.save();
    this.seen.add(item.id);
    this.listener.outgoing(item, false);
    this.choices = [];
    this.listener.asking(null, []);
    this.run();
  }

  /** Sends a picture; rejects with a Problem. */
  async picture(file: File, id: string, progress: (percent: number) => void): Promise<void> {
    const { era } = this;
    if (!this.token) throw new Problem("", null);
    const reply = await this.api.upload(this.token, id, file, progress);
    if (era === this.era) this.take(reply);
  }

  resend(id: string): void {
    const item = this.outbox.find((other) => other.id === id);
    if (!item) return;
    item.state = "sending";
    delete item.problem;
    this.listener.outgoing(item, false);
    this.run();
  }

  forget(id: string): void {
    this.outbox = this.outbox.filter((item) => item.id !== id);
    this.save();
  }

  /** A new conversation; the older one is no longer shown here. */
  async restart(): Promise<void> {
    this.era += 1;
    this.stream?.close();
    this.stream = null;
    this.keep(null);
    this.outbox = [];
    this.save();
    this.seen = new Set();
    this.last = "";
    this.pump = null;
    this.started = this.opened = false;
    this.listener.cleared("restart");
    await this.start();
  }

  /** The network is back, or the page is looked at again. */
  online(): void {
    this.pause = 1_000;
    this.wake?.();
    if (this.started && this.token && this.stream?.readyState !== EventSource.OPEN) this.listen();
    this.run();
  }

  // -- sending -----------------------------------------------------------------------------------

  private run(): void {
    const { era } = this;
    if (!this.opened) return;
    this.pump ??= this.drain(era).finally(() => {
      if (era === this.era) this.pump = null;
    });
  }

  /** One message at a time, in the order in which they were written. */
  private async drain(era: number): Promise<void> {
    for (let item = this.nextOutgoing(); item && era === this.era; item = this.nextOutgoing()) {
      this.listener.busy(true);
      const current = item;
      await this.untilAnswered(() => this.deliver(current, era), current);
      this.listener.busy(false);
    }
  }

  private nextOutgoing(): Outgoing | undefined {
    return this.outbox.find(({ state }) => state !== "failed");
  }

  private async deliver(item: Outgoing, era: number): Promise<void> {
    try {
      const { id, text, payload } = item;
      const reply = await this.api.say(this.token, { id, text, ...(payload ? { payload } : {}) });
      if (era !== this.era) return;
      this.done(item);
      this.take(reply);
      if (reply.messages.some((message) => !message.id)) this.askAgain(id, text, payload, era);
    } catch (error) {
      if (era !== this.era) return;
      const problem = error as Problem;
      if (problem.code === "payload_unknown") {
        delete item.payload; // said as text
        return this.deliver(item, era);
      }
      if (problem.isGone) return this.renew(item, era);
      if (problem.isPassing) throw problem;
      Object.assign(item, { state: "failed", problem: problem.message });
      this.save();
      this.listener.outgoing(item, false);
    }
  }

  /** The bot is away and the message is kept: its answer is fetched once it is back, with the same id. */
  private askAgain(id: string, text: string, payload: string | undefined, era: number): void {
    setTimeout(async () => {
      if (era !== this.era || this.outbox.length) return;
      const reply = await this.api.say(this.token, { id, text, ...(payload ? { payload } : {}) }).catch(() => null);
      if (era !== this.era) return;
      if (!reply || reply.messages.some((message) => !message.id)) this.askAgain(id, text, payload, era);
      else this.take(reply);
    }, RECOVERING_PAUSE);
  }

  /** The conversation is gone: opens a new one and says there, as plain text, what was said. */
  private async renew(item: Outgoing, era: number): Promise<void> {
    const reply = await this.api.open();
    if (era !== this.era) return;
    this.keep(reply.conversation);
    this.listener.cleared("gone");
    delete item.payload;
    this.take(reply);
    this.listener.outgoing(item, false);
    this.listen();
    await this.deliver(item, era);
  }

  private done(item: Outgoing): void {
    this.outbox = this.outbox.filter((other) => other !== item);
    this.save();
    this.listener.outgoing(item, true);
  }

  /** Does `task` until somebody answers, with growing pauses. */
  private async untilAnswered(task: () => Promise<void>, item?: Outgoing): Promise<void> {
    const { era } = this;
    while (era === this.era) {
      try {
        await task();
        this.pause = 1_000;
        this.listener.offline(false);
        return;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (era !== this.era) return;
        if (error.status === 429 && error.message) this.listener.note(error.message);
        else this.listener.offline(true);
        for (const held of item ? [item] : this.outbox.filter(({ state }) => state === "sending")) {
          held.state = "waiting";
          this.listener.outgoing(held, false);
        }
        await this.rest(Math.max(this.pause, 1_000 * error.retryAfter));
        this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
      }
    }
  }

  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // -- hearing -----------------------------------------------------------------------------------

  private take(reply: Reply): void {
    this.keep(reply.conversation);
    reply.messages.forEach((message) => this.hear(message, true));
    this.settle(reply);
  }

  private settle(reply: Reply): void {
    this.eventNumber = reply.event_number;
    this.listener.asking(reply.asking, this.choices);
  }

  private hear(message: Message, fresh: boolean): void {
    if (!message.id) return this.listener.note(message.text);
    this.last = message.id;
    if (this.seen.has(message.id)) return;
    this.seen.add(message.id);
    if (message.who === "customer") this.choices = [];
    else if (message.buttons?.length) this.choices = message.buttons;
    this.listener.line(message, fresh);
  }

  /** Lines that others add: advisors, reminders, the same conversation in another tab. */
  private listen(): void {
    this.stream?.close();
    if (!this.token) return;
    const stream = new EventSource(this.api.streamAddress(this.token, this.last));
    this.stream = stream;
    stream.addEventListener("line", (event) => {
      if (stream !== this.stream) return;
      const message = JSON.parse((event as MessageEvent<string>).data) as Message;
      const waits = this.outbox.some(({ id }) => message.id === id || message.id?.startsWith(`${id}/`));
      if (waits) return; // its own answer brings it, with what is asked next
      const known = message.id ? this.seen.has(message.id) : false;
      this.hear(message, true);
      if (!known && message.buttons?.length) this.listener.asking(null, this.choices);
    });
    stream.addEventListener("error", () => {
      if (stream === this.stream && stream.readyState === EventSource.CLOSED) setTimeout(() => stream === this.stream && this.listen(), 15_000);
    });
  }

  private keep(token: string | null): void {
    this.token = token;
    store.token = token;
  }

  private save(): void {
    store.outbox = this.outbox;
  }
}
