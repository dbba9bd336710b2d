// The chat as a custom element: a launcher with its panel, or the whole page.

import { Api, newId, Problem } from "./api";
import { Chat, type Listener } from "./chat";
import { inkOn, textOf } from "./colour";
import { Composer } from "./composer";
import { button, element, icon } from "./dom";
import { store } from "./store";
import { look } from "./style";
import { Thread } from "./thread";
import type { Brand, Choice } from "./types";
import { WORDS } from "./words";

export class HelplineChat extends HTMLElement {
  private built = false;
  private api!: Api;
  private chat!: Chat;
  private thread!: Thread;
  private composer!: Composer;
  private panel!: HTMLElement;
  private launcher: HTMLButtonElement | null = null;
  private readonly badge = element("span", "badge");
  private readonly banner = element("p", "banner");
  private readonly heading = element("h1", "");
  private readonly subtitle = element("p", "");
  private unread = 0;

  connectedCallback(): void {
    if (this.built) return;
    this.built = true;
    this.api = new Api(this.getAttribute("base") ?? location.origin);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [look()];
    this.build(root);
    this.chat = new Chat(this.api, this.listener());
    void this.dress();
    const night = matchMedia("(prefers-color-scheme: dark)");
    const shade = (): boolean => this.classList.toggle("dark", (this.getAttribute("theme") ?? (night.matches ? "dark" : "light")) === "dark");
    night.addEventListener("change", shade);
    shade();
    const wake = (): void => {
      if (document.visibilityState === "visible" && this.isOpen) {
        this.read();
        this.chat.online();
      }
    };
    addEventListener("online", () => this.chat.online());
    addEventListener("offline", () => this.offline(true));
    document.addEventListener("visibilitychange", wake);
    if (this.isPage) this.open();
    else if (store.token) void this.chat.start(); // goes on listening, for what advisors write
  }

  private get isPage(): boolean {
    return this.getAttribute("mode") === "page";
  }

  private get isOpen(): boolean {
    return !this.panel.hidden;
  }

  // -- building ----------------------------------------------------------------------------------

  private build(root: ShadowRoot): void {
    this.thread = new Thread({
      base: this.api.base,
      draft: (text) => this.composer.draft(text),
      choose: (choice) => this.choose(choice),
      resend: (id) => this.chat.resend(id),
      remove: (id) => this.chat.forget(id),
    });
    this.composer = new Composer({
      send: (text) => this.chat.send(text),
      picture: (file) => void this.picture(file),
      problem: (text) => this.thread.note(text),
    });
    this.banner.setAttribute("role", "status");
    this.banner.hidden = true;
    this.panel = element("section", "panel", this.top(), this.banner, this.thread.node, element("footer", "bottom", this.composer.node), this.question());
    this.panel.hidden = true;
    this.panel.id = "panel";
    this.classList.toggle("large", store.large);
    if (!this.isPage) {
      this.panel.setAttribute("role", "dialog");
      this.panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.isComposing) this.close();
      });
      this.launcher = button("launcher", icon("chat"), () => (this.isOpen ? this.close() : this.open()));
      this.launcher.setAttribute("aria-controls", "panel");
      this.badge.hidden = true;
      this.launcher.append(this.badge);
      this.describeLauncher();
      root.append(this.launcher);
    }
    root.append(this.panel);
  }

  private top(): HTMLElement {
    this.heading.textContent = this.getAttribute("name") ?? "";
    const large = button("plain", WORDS.larger, () => {
      store.large = !store.large;
      this.classList.toggle("large", store.large);
      large.setAttribute("aria-pressed", String(store.large));
    });
    large.setAttribute("aria-pressed", String(store.large));
    const restart = button("plain", icon("add"), () => this.panel.querySelector("dialog")?.showModal());
    restart.setAttribute("aria-label", WORDS.restart);
    restart.title = WORDS.restart;
    const row = element("div", "top-row", element("div", "who", this.heading, this.subtitle), large, restart);
    if (!this.isPage) {
      const close = button("plain", icon("close"), () => this.close());
      close.setAttribute("aria-label", WORDS.close);
      close.title = WORDS.close;
      row.append(close);
    }
    return element("header", "top", row);
  }

  private question(): HTMLDialogElement {
    const heading = element("h2", "", WORDS.askTitle);
    heading.id = "ask-title";
    const dialog = element("dialog");
    const yes = button("solid", WORDS.askYes, () => {
      dialog.close();
      void this.chat.restart();
      this.composer.focusWithMouse();
    });
    const no = button("plain", WORDS.askNo, () => dialog.close());
    dialog.append(heading, element("p", "", WORDS.askText), element("div", "answers", no, yes));
    dialog.setAttribute("aria-labelledby", "ask-title");
    dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Escape ends the question, not the chat
    return dialog;
  }

  /** Name, notice and colour as the operator set them. */
  private async dress(): Promise<void> {
    const brand: Brand | null = await this.api.brand().catch(() => null);
    this.heading.textContent = brand?.name ?? this.heading.textContent;
    this.subtitle.textContent = brand?.notice ?? "";
    this.panel.setAttribute("aria-label", this.heading.textContent ?? "");
    const accent = this.getAttribute("accent") ?? brand?.accent;
    if (accent) this.colour(accent);
  }

  /** Properties set by script pass a strict policy. */
  private colour(accent: string): void {
    const [ink, text] = [inkOn(accent), textOf(accent)];
    if (!ink || !text) return;
    this.style.setProperty("--helpline-accent", accent);
    this.style.setProperty("--helpline-on-accent", ink);
    this.style.setProperty("--helpline-link", text);
  }

  // -- the panel ---------------------------------------------------------------------------------

  private open(): void {
    this.panel.hidden = false;
    this.read();
    this.describeLauncher();
    if (this.isPage) this.composer.focusWithMouse();
    else this.composer.focus();
    void this.chat.start();
  }

  private close(): void {
    this.panel.hidden = true;
    this.describeLauncher();
    this.launcher?.focus();
  }

  private read(): void {
    this.unread = 0;
    this.describeLauncher();
  }

  private describeLauncher(): void {
    this.badge.hidden = this.unread === 0;
    this.badge.textContent = String(Math.min(this.unread, 99));
    const said = this.isOpen ? WORDS.close : WORDS.open;
    this.launcher?.setAttribute("aria-label", this.unread ? `${said}，${WORDS.unread(this.unread)}` : said);
    this.launcher?.setAttribute("aria-expanded", String(this.isOpen));
  }

  // -- what happens ------------------------------------------------------------------------------

  private listener(): Listener {
    return {
      line: (message, fresh) => {
        this.thread.line(message, fresh);
        const away = !this.isOpen || document.visibilityState === "hidden";
        if (fresh && away && message.who !== "customer") {
          this.unread += 1;
          this.describeLauncher();
        }
      },
      note: (text) => this.thread.note(text),
      asking: (asking, choices) => {
        this.composer.waitFor(asking);
        this.thread.offer(choices);
      },
      outgoing: (item, delivered) => this.thread.deliver(item, delivered),
      waiting: (items) => this.thread.below(items),
      busy: (on) => this.thread.busy(on),
      offline: (on) => this.offline(on),
      cleared: (reason) => {
        this.thread.clear();
        if (reason === "gone") this.thread.note(WORDS.gone);
      },
    };
  }

  private offline(on: boolean): void {
    this.banner.hidden = !on;
    this.banner.textContent = on ? (navigator.onLine ? WORDS.unreachable : WORDS.offline) : "";
  }

  private choose(choice: Choice): void {
    if (!this.composer.focusWithMouse()) this.thread.node.focus({ preventScroll: true }); // the pressed button goes
    this.chat.send(choice.title, choice.payload);
  }

  private async picture(file: File): Promise<void> {
    const id = newId();
    const tell = this.thread.picture(file, () => void upload());
    const upload = async (): Promise<void> => {
      tell(0);
      try {
        await this.chat.picture(file, id, tell);
        tell("done");
      } catch (error) {
        tell((error instanceof Problem && error.message) || WORDS.failed);
      }
    };
    await upload();
  }
}
