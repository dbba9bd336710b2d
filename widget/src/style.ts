// The look, as one constructed sheet: it needs no inline style, so a strict content security policy lets it be.

import css from "./style.css?inline";

let sheet: CSSStyleSheet | null = null;

export function look(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
