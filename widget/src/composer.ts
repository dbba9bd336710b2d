// Where the customer writes: the text box with the right keyboard, the picture button, sending.

import { button, element, icon } from "./dom";
import { WORDS } from "./words";

const LIMIT = 5_000;
const PICTURE_LIMIT = 10 * 1024 * 1024;
const PICTURES = ["image/png", "image/jpeg", "image/heic", "image/heif"];

// How the keyboard looks while the bot waits for a slot: inputmode, autocapitalize, autocomplete.
type Keyboard = readonly [string, string, string];
const PLAIN: Keyboard = ["text", "sentences", "off"];
const CODE: Keyboard = ["text", "characters", "off"];
const KEYBOARDS: Record<string, Keyboard> = {
  contact_phone: ["tel", "off", "tel"],
  event_number: ["numeric", "off", "off"],
  serial_number: CODE,
  order_number: CODE,
  error_code: CODE,
  contact_name: ["text", "off", "name"],
  organisation: ["text", "off", "organization"],
};

export interface ComposerActions {
  send(text: string): void;
  picture(file: File): void;
  problem(text: string): void;
}

export class Composer {
  readonly node: HTMLFormElement;
  private readonly box = element("textarea");
  private readonly letters: HTMLButtonElement;
  private readonly mouse = matchMedia("(hover: hover) and (pointer: fine)");

  constructor(private readonly actions: ComposerActions) {
    const { box } = this;
    box.rows = 1;
    box.maxLength = LIMIT;
    box.enterKeyHint = "send";
    box.setAttribute("aria-label", WORDS.message);
    box.setAttribute("aria-describedby", "hint");
    box.placeholder = WORDS.placeholder;
    const file = element("input", "unseen");
    Object.assign(file, { type: "file", accept: PICTURES.join(","), tabIndex: -1 });
    file.setAttribute("aria-hidden", "true");
    const pick = button("round quiet-round", icon("picture"), () => file.click());
    pick.setAttribute("aria-label", WORDS.picture);
    pick.title = WORDS.picture;
    const send = element("button", "round send", icon("send"));
    send.type = "submit";
    send.setAttribute("aria-label", WORDS.send);
    send.title = WORDS.send;
    this.letters = button("link", WORDS.letters, () => this.useLetters());
    this.letters.hidden = true;
    const hint = element("p", "", WORDS.hint);
    hint.id = "hint";
    this.node = element("form", "composer", element("div", "box", pick, file, box, send), element("div", "under", hint, this.letters));
    this.node.autocomplete = "off";
    this.node.addEventListener("submit", (event) => this.submit(event));
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("input", () => this.fit());
    box.addEventListener("paste", (event) => this.onPaste(event));
    file.addEventListener("change", () => {
      for (const chosen of file.files ?? []) this.offer(chosen);
      file.value = "";
    });
  }

  focus(): void {
    this.box.focus({ preventScroll: true });
  }

  /** After a tap elsewhere: back to writing, but no sudden keyboard on a phone. */
  focusWithMouse(): boolean {
    if (this.mouse.matches) this.focus();
    return this.mouse.matches;
  }

  /** Text to go on from, the cursor behind it. */
  draft(text: string): void {
    this.box.value = text;
    this.fit();
    this.focus();
    this.box.setSelectionRange(text.length, text.length);
  }

  waitFor(asking: string | null): void {
    const keyboard = KEYBOARDS[asking ?? ""] ?? PLAIN;
    [this.box.inputMode, this.box.autocapitalize] = keyboard;
    this.box.setAttribute("autocomplete", keyboard[2]);
    this.box.spellcheck = keyboard === PLAIN;
    this.box.placeholder = asking ? WORDS.placeholderAsking : WORDS.placeholder;
    this.letters.hidden = keyboard[0] === "text" || this.mouse.matches;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.box.value.trim();
    this.focus();
    if (!text) return;
    this.box.value = "";
    this.fit();
    this.actions.send(text);
  }

  private onKey(event: KeyboardEvent): void {
    const composing = event.isComposing || event.keyCode === 229; // Safari ends composing before this key
    if (event.key === "Enter" && !event.shiftKey && !composing) this.submit(event);
  }

  private onPaste(event: ClipboardEvent): void {
    const pictures = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    pictures.forEach((picture) => this.offer(picture));
  }

  private offer(file: File): void {
    if (file.type && !PICTURES.includes(file.type)) this.actions.problem(WORDS.pictureType);
    else if (file.size > PICTURE_LIMIT) this.actions.problem(WORDS.pictureSize);
    else this.actions.picture(file);
  }

  private fit(): void {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }

  /** Digits only would leave no way to write 转人工; a phone changes its keyboard on a new focus. */
  private useLetters(): void {
    this.box.blur();
    this.box.inputMode = "text";
    this.letters.hidden = true;
    this.focus();
  }
}
