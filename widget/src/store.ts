// What the browser keeps between visits: the conversation's token, what was not delivered yet, and how it should look.

import type { Outgoing } from "./types";

const [TOKEN, OUTBOX, LARGE] = ["helpline.conversation", "helpline.outbox", "helpline.large"];

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage forbidden: all is kept for this visit only
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    /* as above */
  }
}

export const store = {
  get token(): string | null {
    return read(TOKEN);
  },
  set token(token: string | null) {
    write(TOKEN, token);
  },
  get outbox(): Outgoing[] {
    try {
      const kept: unknown = JSON.parse(read(OUTBOX) ?? "[]");
      return Array.isArray(kept) ? (kept as Outgoing[]).filter(({ id, text }) => typeof id === "string" && typeof text === "string") : [];
    } catch {
      return [];
    }
  },
  set outbox(items: Outgoing[]) {
    write(OUTBOX, items.length ? JSON.stringify(items) : null);
  },
  get large(): boolean {
    return read(LARGE) === "1";
  },
  set large(on: boolean) {
    write(LARGE, on ? "1" : null);
  },
};
