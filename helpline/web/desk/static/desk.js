"use strict";
// Keyboard, dialogs and the queue's selected row. Everything works without this file but the shortcuts.
(function () {
  const find = (selector) => document.querySelector(selector);
  let chosen = null;

  function rows() {
    return Array.from(document.querySelectorAll("[data-row]"));
  }

  function show() {
    rows().forEach((row) => row.classList.toggle("chosen", row.dataset.row === chosen));
  }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.dataset.row === chosen);
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    chosen = next.dataset.row;
    show();
    next.scrollIntoView({ block: "nearest" });
  }

  function press(element) {
    if (element.matches("input, textarea, select")) {
      const folded = element.closest("details");
      if (folded) folded.open = true;
      element.focus();
      if (element.select) element.select();
    } else if (element.matches("summary")) {
      element.parentElement.open = true;
      const first = element.parentElement.querySelector("textarea, select, input:not([type=hidden])");
      if (first) first.focus();
    } else {
      element.click();
    }
  }

  function open(button) {
    const dialog = document.getElementById(button.dataset.open);
    if (dialog && !dialog.open) dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (button) open(button);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || find("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && chosen && event.target === document.body) {
      const link = find('[data-row="' + chosen + '"] a');
      if (link) link.click();
    } else {
      const scope = chosen ? find('[data-row="' + chosen + '"] [data-key="' + CSS.escape(event.key) + '"]') : null;
      const element = scope || find('[data-key="' + CSS.escape(event.key) + '"]');
      if (!element) return;
      event.preventDefault();
      press(element);
    }
  });

  document.addEventListener("htmx:afterSwap", show);

  // The newest line of a chat stays in view, unless somebody has scrolled up to read.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.target.closest("[data-follow]");
    if (box) box.dataset.low = String(box.scrollHeight - box.scrollTop - box.clientHeight < 40);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const box = event.target.closest("[data-follow]");
    if (box && box.dataset.low !== "false") box.scrollTop = box.scrollHeight;
  });
  document.querySelectorAll("[data-follow]").forEach((box) => { box.scrollTop = box.scrollHeight; });

  // A line keeps its id until it has arrived: sent twice, it is said once. A sent form empties its field.
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target;
    if (!form.matches("form[data-empty]")) return;
    form.dataset.line = form.dataset.line || crypto.getRandomValues(new Uint32Array(3)).join("-");
    event.detail.parameters.id = form.dataset.line;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (!event.detail.successful || !form.matches("form[data-empty]")) return;
    delete form.dataset.line;
    form.reset();
  });

  // What is on the page may be old while the server cannot be reached.
  const lost = document.getElementById("lost");
  document.addEventListener("htmx:sendError", () => { lost.hidden = false; });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr && event.detail.xhr.status) lost.hidden = true; });

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
})();
