// Small helpers for building nodes. Text always goes in as text, never as HTML.

export type Content = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", ...content: Content[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content);
  return node;
}

export function button(className: string, label: Content, onClick: () => void): HTMLButtonElement {
  const node = element("button", className, label);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

const ICONS = {
  chat: "M4 5h16v11h-9l-4.5 4V16H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V6M6 11l6-6 6 6",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  add: "M12 5v14M5 12h14",
} as const;

/** A line drawing of 24 by 24. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Puts `text` on the clipboard; where that is forbidden, marks `shownIn` for copying by hand. */
export async function copyText(text: string, shownIn: HTMLElement): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* not allowed here */
    }
  }
  getSelection()?.selectAllChildren(shownIn);
  return false;
}

/** The moment as 10:15, with its day where that is not today. */
export function timeOf(at: string | undefined): HTMLTimeElement {
  const moment = at ? new Date(at) : new Date();
  const today = moment.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { month: "long", day: "numeric" };
  const node = element("time", "", moment.toLocaleString("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...day }));
  node.dateTime = moment.toISOString();
  return node;
}
