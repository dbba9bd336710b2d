// Calls to the door. Every failure is a Problem; one without status means that nobody answered.

import type { Brand, Message, Reply } from "./types";

const PATIENCE = 30_000;

export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number | null,
    readonly code: string | null = null,
    readonly retryAfter = 0,
  ) {
    super(message);
  }

  /** The conversation cannot be gone on with. */
  get isGone(): boolean {
    return this.code === "token_forged" || this.code === "conversation_unknown";
  }

  /** The same request may go through later. */
  get isPassing(): boolean {
    return this.status === null || this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

export class Api {
  constructor(readonly base: string) {}

  open(): Promise<Reply> {
    return this.post("conversations", {});
  }

  /** Lets the bot greet who comes back, where a greeting is due; it is then in the thread. */
  back(conversation: string): Promise<Reply> {
    return this.post("conversations", { conversation });
  }

  say(conversation: string | null, message: { id: string; text: string; payload?: string }): Promise<Reply> {
    return this.post("messages", { conversation, ...message });
  }

  thread(conversation: string): Promise<Reply> {
    return this.call(`messages?conversation=${encodeURIComponent(conversation)}`, { cache: "no-store" });
  }

  brand(): Promise<Brand> {
    return this.call("brand", {});
  }

  /** The address of the server's push, from the line after `after` on. */
  streamAddress(conversation: string, after: string): string {
    return `${this.base}/api/chat/stream?conversation=${encodeURIComponent(conversation)}&after=${encodeURIComponent(after)}`;
  }

  /** Uploads a picture; `progress` hears of 0 to 100. */
  upload(conversation: string, id: string, file: File, progress: (percent: number) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      form.append("conversation", conversation);
      form.append("id", id);
      form.append("file", file);
      const request = new XMLHttpRequest(); // fetch tells nothing of an upload's progress
      request.open("POST", `${this.base}/api/chat/attachments`);
      request.timeout = 2 * PATIENCE;
      request.upload.onprogress = (event) => progress(Math.round((100 * event.loaded) / Math.max(event.total, 1)));
      request.onload = () => {
        const body = parse(request.responseText);
        if (request.status < 300) resolve(body as unknown as Reply);
        else reject(problemOf(request.status, body, Number(request.getResponseHeader("retry-after")) || 0));
      };
      request.onerror = request.ontimeout = () => reject(new Problem("", null));
      request.send(form);
    });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  }

  private async call<T>(path: string, options: RequestInit): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.base}/api/chat/${path}`, { ...options, credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
      text = await response.text();
    } catch {
      throw new Problem("", null); // also where the answer breaks off
    }
    const body = parse(text);
    if (response.ok && !Object.keys(body).length) throw new Problem("", null);
    if (!response.ok) throw problemOf(response.status, body, Number(response.headers.get("retry-after")) || 0);
    return body as T;
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function problemOf(status: number, body: Record<string, unknown>, retryAfter: number): Problem {
  const error = body.error as { code?: string; message?: string } | undefined;
  const said = (body.messages as Message[] | undefined)?.map(({ text }) => text).join("\n");
  return new Problem(error?.message ?? said ?? "", status, error?.code ?? null, retryAfter);
}

/** A random UUID; crypto.randomUUID is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
