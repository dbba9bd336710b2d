// The one tag that a site needs: <script src="https://…/static/helpline.js" defer></script>
// data-mode="page" fills its page; data-accent, data-name and data-theme ("light", "dark") dress it.

import { HelplineChat } from "./element";

const script = document.currentScript as HTMLScriptElement | null;

function place(): void {
  if (document.querySelector("helpline-chat")) return;
  const node = document.createElement("helpline-chat");
  if (script?.src) node.setAttribute("base", new URL(script.src).origin);
  for (const name of ["mode", "accent", "name", "theme"]) {
    const value = script?.dataset[name];
    if (value) node.setAttribute(name, value);
  }
  document.body.append(node);
}

if (!customElements.get("helpline-chat")) customElements.define("helpline-chat", HelplineChat);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
else place();
