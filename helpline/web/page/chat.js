// The plain chat page: keeps one conversation with the chat API and shows it.

/** @typedef {{title: string, payload?: string}} Choice */
/** @typedef {{kind: string, number?: string, shown?: string}} Card */
/** @typedef {{text: string, buttons?: Choice[], card?: Card, id?: string, at?: string, who?: string}} Message */
/** @typedef {{conversation: string, messages: Message[], asking: string|null, event_number: string|null}} Reply */
/** @typedef {{id: string, text: string, payload?: string, failed: boolean, renewed: boolean, node: HTMLElement}} Outgoing */

const API = "/api/chat/";
const KEPT = "helpline.conversation";
const [PATIENCE, CATCH_UP_EVERY] = [30_000, 20_000];

/** How the keyboard looks while the bot waits for a slot: inputmode, autocapitalize, autocomplete. */
const PLAIN = ["text", "sentences", "off"];
const CODE = ["text", "characters", "off"];
const KEYBOARDS = {
  contact_phone: ["tel", "off", "tel"], event_number: ["numeric", "off", "off"],
  serial_number: CODE, order_number: CODE, error_code: CODE,
  contact_name: ["text", "off", "name"], organisation: ["text", "off", "organization"],
};

const find = (id) => document.getElementById(id);
const [thread, log, typing, box, ask] = ["thread", "log", "typing", "text", "ask"].map(find);
const hasMouse = matchMedia("(hover: hover) and (pointer: fine)");

const state = {
  conversation: recall(),
  era: 0, // goes up when the customer starts over: answers to the older one are dropped
  ready: false, eventNumber: null,
  queue: Promise.resolve(),
  /** @type {Outgoing[]} */ outbox: [],
  seen: new Set(),
};

/** The conversation's token is kept where the browser allows, else for this visit. */
function keep(token) {
  state.conversation = token;
  try {
    if (token) localStorage.setItem(KEPT, token); else localStorage.removeItem(KEPT);
  } catch { /* storage forbidden */ }
}
function recall() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

// ---- The API
const isGone = ({ status }) => status === 403 || status === 404;
const isPassing = ({ status }) => !status || status >= 500 || status === 408 || status === 429; // no status: no connection

/** Never comes back once the customer has started over meanwhile. @returns {Promise<Reply>} */
async function call(path, body) {
  const { era } = state;
  const options = { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) };
  const post = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(API + path, { ...options, ...post });
    if (response.ok) return await response.json();
    const problem = await response.json().catch(() => null);
    const sentence = problem?.error?.message ?? "抱歉，系统暂时不可用，请稍后再试。";
    throw Object.assign(new Error(sentence), { status: response.status });
  } finally {
    if (era !== state.era) await new Promise(() => {});
  }
}
const fetchThread = () => call(`messages?conversation=${encodeURIComponent(state.conversation)}`);

/** A random UUID; crypto.randomUUID is missing on plain http. */
const newId = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
  (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

// ---- What is seen
/** @returns {HTMLElement} */
function element(tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content);
  return node;
}
function button(className, label, onClick) {
  const node = element("button", className, label);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

function timeOf(at) {
  const moment = new Date(at ?? Date.now());
  const isToday = moment.toDateString() === new Date().toDateString();
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(!isToday && { month: "long", day: "numeric" }) };
  const node = element("time", "", moment.toLocaleString("zh-CN", parts));
  node.dateTime = moment.toISOString();
  return node;
}

/** @param {Card} card */
function eventCard({ number, shown }) {
  const digits = element("strong", "", shown);
  const label = element("span", "", "复制");
  const copy = button("plain", "", async () => {
    label.textContent = (await copyText(number, digits)) ? "已复制" : "请长按复制";
    setTimeout(() => { label.textContent = "复制"; }, 2500);
  });
  copy.append(find("copy-icon").content.cloneNode(true), label);
  return element("section", "card", element("h2", "", "事件编号"), element("div", "number", digits, copy));
}
const CARDS = { event: eventCard }; // what other cards hold stands in the text already; they are for apps

function copyText(text, shownIn) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  getSelection().selectAllChildren(shownIn);
  return document.execCommand("copy"); // plain http has no clipboard API
}

/** @param {Message} message */
function show(message) {
  const who = message.who ?? "bot";
  const isAdvisor = who !== "bot" && who !== "customer";
  const speaker = isAdvisor ? element("p", "speaker", `顾问 ${who}`) : element("span", "unseen", who === "bot" ? "助手：" : "您：");
  const node = element("article", `message ${isAdvisor ? "advisor" : who}`, speaker);
  if (message.text) node.append(element("p", "bubble", message.text));
  if (Object.hasOwn(CARDS, message.card?.kind ?? "")) node.append(CARDS[message.card.kind](message.card));
  node.append(element("p", "meta", timeOf(message.at)));
  log.append(node);
  return node;
}

/** Quick replies of the newest reply; older ones go. @param {Message[]} messages */
function offer(messages) {
  log.querySelector(".choices")?.remove();
  const choices = messages.findLast(({ buttons }) => buttons?.length)?.buttons;
  if (!choices) return;
  const group = element("fieldset", "choices", ...choices.map((choice) => button("choice", choice.title, () => choose(choice))));
  group.setAttribute("aria-label", "快捷回复");
  log.append(group);
}
const closeChoices = () => log.querySelector(".choices")?.setAttribute("disabled", "");

/** Brings a node to the top of the view, or the end of the thread if that is nearer. */
function reveal(node, behavior = "auto") {
  thread.scrollTo({ top: node ? node.offsetTop - 16 : thread.scrollHeight, behavior });
}

function setKeyboard(asking) {
  [box.inputMode, box.autocapitalize, box.autocomplete] = KEYBOARDS[asking] ?? PLAIN;
  box.spellcheck = !(asking in KEYBOARDS);
  box.placeholder = asking ? "请输入您的回复" : "请说说您遇到的问题";
  find("letters").hidden = box.inputMode === "text" || hasMouse.matches;
}
function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

// ---- What the server says
function take({ conversation, event_number: eventNumber, asking }) {
  keep(conversation);
  state.eventNumber = eventNumber;
  setKeyboard(asking);
}
/** @param {Reply} reply */
function showReply(reply) {
  take(reply);
  const [first] = reply.messages.map(show);
  offer(reply.messages);
  if (first) reveal(first);
}

/** @param {Reply} reply */
function showHistory(reply) {
  take(reply);
  state.seen = new Set(reply.messages.map(({ id }) => id));
  state.outbox = state.outbox.filter(({ id }) => !state.seen.has(id));
  log.setAttribute("aria-busy", "true"); // not read out as if it were new
  log.replaceChildren();
  reply.messages.forEach(show);
  offer(reply.messages.slice(reply.messages.findLastIndex(({ who }) => who === "customer") + 1));
  log.append(...state.outbox.map(({ node }) => node));
  log.removeAttribute("aria-busy");
  reveal(null, "instant");
}

/** One request at a time, so that messages arrive in the order they were written. */
function inTurn(task) {
  state.queue = state.queue.then(async () => {
    typing.hidden = false;
    reveal();
    await task();
    typing.hidden = true;
  });
}

/** Opens the kept conversation, or a new one. */
async function start() {
  const isKept = Boolean(state.conversation);
  try {
    const reply = await (isKept ? fetchThread() : call("conversations", {}));
    state.ready = true;
    log.querySelector(".offline")?.remove();
    (isKept ? showHistory : showReply)(reply);
  } catch (error) {
    if (!isKept || !isGone(error)) return offerRetry(error);
    keep(null);
    await start();
  }
}
function offerRetry(error) {
  log.querySelector(".offline")?.remove();
  const retry = button("link", "点此重试", () => inTurn(start));
  log.append(element("p", "note offline", error.status ? error.message : "暂时连接不上。", " ", retry));
}

/** Shows what advisors wrote meanwhile; only an event brings an advisor. */
async function catchUp() {
  if (document.hidden || !state.ready || !state.eventNumber) return;
  const reply = await fetchThread().catch(() => ({ messages: [] }));
  const isAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  const fresh = reply.messages.filter(({ id, who }) => who !== "customer" && who !== "bot" && !state.seen.has(id));
  fresh.forEach((message) => { show(message); state.seen.add(message.id); });
  if (fresh.length && isAtEnd) reveal();
}

// ---- Sending
function send(text, payload) {
  const item = { id: newId(), text, payload, failed: false, renewed: false, node: show({ text, who: "customer" }) };
  closeChoices();
  state.outbox.push(item);
  dispatch(item);
}
function dispatch(item) {
  mark(item, false, "正在发送");
  inTurn(() => deliver(item));
}

/** @param {Outgoing} item */
async function deliver(item) {
  const { id, text, payload } = item;
  try {
    const reply = await call("messages", { conversation: state.conversation, id, text, payload });
    state.outbox = state.outbox.filter((other) => other !== item);
    mark(item, false);
    showReply(reply);
    if (!state.ready) inTurn(start);
  } catch (error) {
    if (isGone(error) && state.conversation && !item.renewed) await renew(item);
    else giveUp(item, error);
  }
}

/** The conversation is gone: opens a new one and says there, as plain text, what was said. @param {Outgoing} item */
async function renew(item) {
  Object.assign(item, { renewed: true, payload: undefined });
  keep(null);
  state.ready = false;
  log.append(element("p", "note", "之前的对话已经结束，帮您开始了新的对话。"));
  await start();
  closeChoices();
  log.append(item.node);
  await deliver(item);
}

function giveUp(item, error) {
  const mayResend = isPassing(error);
  const hint = mayResend ? button("link", "未送达，点此重发", () => dispatch(item)) : "未送达";
  mark(item, mayResend, error.status ? error.message : "", hint);
  item.node.classList.add("failed");
}

/** Says under a bubble how its delivery stands; what failed goes again when the line is back. @param {Outgoing} item */
function mark(item, failed, ...words) {
  item.failed = failed;
  item.node.classList.toggle("failed", failed);
  item.node.querySelector(".meta").replaceChildren(timeOf(), ...words);
}

// ---- What the customer does
/** @param {Choice} choice */
function choose({ title, payload }) {
  (hasMouse.matches ? box : thread).focus({ preventScroll: true }); // the pressed button goes; no sudden keyboard on phones
  send(title, payload);
}

function submit(event) {
  event.preventDefault();
  const text = box.value.trim();
  box.focus();
  if (!text) return;
  box.value = "";
  fitBox();
  send(text);
}
function startOver() {
  ask.close();
  keep(null);
  Object.assign(state, { era: state.era + 1, ready: false, queue: Promise.resolve(), outbox: [], seen: new Set() });
  log.replaceChildren();
  if (hasMouse.matches) box.focus();
  inTurn(start);
}
function reconnect() {
  if (!state.ready) inTurn(start);
  state.outbox.filter((item) => item.failed).forEach(dispatch);
}

function onKey(event) {
  const isComposing = event.isComposing || event.keyCode === 229; // Safari ends composing before this key
  if (event.key === "Enter" && !event.shiftKey && !isComposing) submit(event);
}
/** Digits only would leave no way to write 转人工; a phone changes its keyboard on a new focus. */
function useLetters() {
  box.blur();
  box.inputMode = "text";
  find("letters").hidden = true;
  box.focus();
}

find("composer").addEventListener("submit", submit);
box.addEventListener("keydown", onKey);
box.addEventListener("input", fitBox);
const clicks = { letters: useLetters, restart: () => ask.showModal(), "ask-no": () => ask.close(), "ask-yes": startOver };
Object.entries(clicks).forEach(([id, handle]) => find(id).addEventListener("click", handle));
addEventListener("online", reconnect);
document.addEventListener("visibilitychange", catchUp);
setInterval(catchUp, CATCH_UP_EVERY);
if (hasMouse.matches) box.focus();
inTurn(start);
