// The shapes of the chat API: docs/api.md describes them.

export interface Choice {
  title: string;
  payload: string;
}

export interface Card {
  kind: string;
  [field: string]: unknown;
}

export interface Message {
  text: string;
  buttons?: Choice[];
  card?: Card | null;
  id?: string;
  at?: string;
  who?: string;
}

export interface Reply {
  conversation: string;
  messages: Message[];
  asking: string | null;
  event_number: string | null;
}

export interface Brand {
  name: string;
  notice: string;
  accent: string | null;
}

/** A message of the customer that the server has not answered yet. Kept across reloads. */
export interface Outgoing {
  id: string;
  text: string;
  payload?: string;
  at: string;
  state: "sending" | "waiting" | "failed";
  problem?: string;
}
