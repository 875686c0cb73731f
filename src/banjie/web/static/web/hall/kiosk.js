/*
 * A kiosk. A visit is a copy of the template; when it ends the copy is thrown away, and with it everything that was
 * typed and the browser's ways to undo. Nothing is stored, no address changes, and nothing is added to the history.
 */
import { idle } from "./idle.js";

const root = document.querySelector("[data-kiosk]");
const place = root.querySelector("[data-place]");
const template = document.querySelector("template[data-visit]");
const lostNote = root.querySelector("[data-lost-note]");
const endedNote = root.querySelector("[data-ended-note]");
const endButton = root.querySelector(".kiosk-head [data-again]");
const again = 3_000;
const patience = 15_000;

let visit;

class Visit {
  constructor() {
    this.form = template.content.cloneNode(true).querySelector("form");
    this.back = [];
    this.purpose = "";
    this.handsOver = false;
    this.busy = false;
    this.keys = new Map();
    place.replaceChildren(this.form);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.screen().querySelector("[data-next-step], .button-primary")?.click(); });
    this.form.addEventListener("click", (event) => this.clicked(event.target));
    this.form.addEventListener("change", () => this.follow());
    this.follow();
    this.show("start", false);
  }

  screen(name = this.name) { return this.form.querySelector(`[data-screen="${name}"]`); }

  show(name, focus = true) {
    this.name = name;
    for (const each of this.form.querySelectorAll("[data-screen]")) each.hidden = each.dataset.screen !== name;
    endButton.hidden = name === "start";
    for (const link of root.querySelectorAll("[data-language-link]")) link.hidden = name !== "start";
    if (name === "check") this.read();
    const screen = this.screen();
    place.scrollTop = 0;
    if (focus) (screen.querySelector("textarea, input:not([type=radio])") ?? screen.querySelector("h1"))?.focus();
  }

  go(name) { this.back.push(this.name); this.show(name); }

  clicked(target) {
    const button = target.closest("button");
    if (!button) return;
    const { go, purpose, submit, priority, sign } = button.dataset;
    if (purpose) this.purpose = purpose;
    if (priority) this.priority = priority;
    if (sign || "erase" in button.dataset) this.press(button, sign);
    else if (go) this.chosen(go, purpose);
    else if ("nextStep" in button.dataset) this.next();
    else if ("back" in button.dataset) this.show(this.back.pop() ?? "start");
    else if ("tell" in button.dataset) { this.handsOver = true; this.purpose = "raise"; this.go("priority"); }
    else if (submit) this.submit(submit);
    else if ("print" in button.dataset) window.print();
    else if ("again" in button.dataset) reset();
  }

  /** To take a number for what one comes for is one question; what for is known on the way from somewhere else. */
  chosen(go, purpose) {
    if (go !== "priority") this.handsOver = false;
    this.go(go === "purpose" && purpose ? "priority" : go);
  }

  next() {
    const screen = this.screen();
    const needed = screen.dataset.needs && this.form.elements[screen.dataset.needs];
    if (needed && !needed.value.trim()) { this.problem(needed.dataset.missing); needed.focus(); return; }
    this.problem("");
    this.go(screen.dataset.next);
  }

  problem(words) {
    const holder = this.screen().querySelector("[data-problem]");
    if (!holder) return;
    holder.textContent = words;
    holder.hidden = !words;
  }

  press(button, sign) {
    const name = button.closest("[data-pad]").dataset.pad;
    const input = this.form.querySelector(name === "code" ? "[data-code]" : `[name=${name}]`);
    input.value = sign ? (input.value + sign).slice(0, input.maxLength) : input.value.slice(0, -1);
    if (name !== "code") return;
    const plain = input.value.replace(/[^0-9A-Za-z]/g, "").slice(0, 12);
    input.value = plain.match(/.{1,4}/g)?.join("-") ?? "";
  }

  follow() {
    const anonymous = this.form.elements.identity.value === "anonymous";
    for (const each of this.form.querySelectorAll("[data-contact]")) each.hidden = anonymous;
  }

  read() {
    for (const holder of this.form.querySelectorAll("[data-read]")) {
      const said = holder.dataset.read.split(" ").map((name) => this.said(name)).filter(Boolean).join(" · ");
      holder.textContent = said || holder.dataset.none || "";
    }
  }

  said(name) {
    const field = this.form.elements[name];
    if (!(field instanceof RadioNodeList)) return field.value.trim();
    const chosen = [...field].find((each) => each.checked)?.closest("label");
    return (chosen?.querySelector("strong") ?? chosen?.querySelector("span"))?.textContent.trim() ?? "";
  }

  async submit(what) {
    if (this.busy) return;
    const asked = { send: () => this.matter(), number: () => this.ticket(), follow: () => this.code(), ask: () => this.question() }[what]();
    if (!asked) return;
    this.busy = true;
    this.form.setAttribute("aria-busy", "true");
    const answer = await this.told(root.dataset[what], asked);
    this.busy = false;
    this.form.removeAttribute("aria-busy");
    if (answer && visit === this) this.took(what, answer);
  }

  matter() {
    const data = new FormData(this.form);
    data.set("key", this.key(`send ${[...data.values()].join("\n")}`));
    return data;
  }

  ticket() {
    const data = this.handsOver ? new FormData(this.form) : new FormData();
    if (this.handsOver) data.set("hand_over", "yes");
    data.set("purpose", this.purpose);
    data.set("priority", this.priority);
    data.set("key", this.key("number"));
    return data;
  }

  code() {
    const data = new FormData();
    data.set("code", this.form.querySelector("[data-code]").value);
    return data;
  }

  question() {
    const asked = this.form.querySelector("[data-question]");
    if (!asked.value.trim()) { this.problem(asked.dataset.missing); asked.focus(); return null; }
    const data = new FormData();
    data.set("body", asked.value);
    return data;
  }

  /** The same for the same thing, so that trying again on a bad line makes nothing twice. */
  key(thing) {
    if (!this.keys.has(thing)) this.keys.set(thing, [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    return this.keys.get(thing);
  }

  /** Asks until there is an answer or the visit is over. */
  async told(url, body) {
    while (visit === this) {
      const answer = await ask(url, body).catch(() => null);
      if (visit !== this) return null;
      lostNote.hidden = answer !== null;
      if (answer) return answer;
      await new Promise((go) => setTimeout(go, again));
    }
    return null;
  }

  took(what, { problem, screen, ended, html }) {
    if (ended) { endedNote.hidden = false; return; }
    if (html === undefined) {
      if (screen && screen !== this.name) this.show(screen);
      this.problem(problem);
      return;
    }
    this.problem("");
    const parsed = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    if (what === "ask") { this.screen().querySelector("[data-answers]").replaceChildren(...parsed); return; }
    // What was typed is not needed any more: only the answer stays.
    for (const each of this.form.querySelectorAll("[data-screen]")) {
      if (!["result", "priority", "purpose"].includes(each.dataset.screen)) each.remove();
    }
    this.back = [];
    this.screen("result").replaceChildren(...parsed);
    this.show("result");
    if ("prints" in root.dataset && this.screen("result").querySelector("[data-slip]")) window.print();
  }
}

async function ask(url, body) {
  const answer = await fetch(url, {
    method: "POST", body, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(patience),
    headers: { Kiosk: root.dataset.language, Accept: "text/html, application/json" },
  });
  if (answer.ok) return { html: await answer.text() };
  if ([400, 403, 422].includes(answer.status)) return answer.json();
  throw new Error(String(answer.status));
}

/** Everything of the visit goes at once; the page itself is fetched anew only where the line holds. */
async function reset() {
  visit = null;
  place.replaceChildren();
  lostNote.hidden = true;
  delete document.documentElement.dataset.larger;
  delete document.documentElement.dataset.contrast;
  for (const each of root.querySelectorAll(".kiosk-tools [aria-pressed]")) each.setAttribute("aria-pressed", "false");
  visit = new Visit();
  watch.rest();
  await renew();
}

const loaded = Date.now();
async function renew() {
  const foreign = location.pathname !== root.dataset.home;
  if (!foreign && Date.now() - loaded < 600_000) return;
  const answer = await fetch(root.dataset.home, { cache: "no-store", signal: AbortSignal.timeout(patience) }).catch(() => null);
  if (answer?.ok && visit.name === "start") location.replace(root.dataset.home);
}

const watch = idle(root, {
  // Nobody is there: on its first page, untouched and in its own language, a kiosk has nothing to erase.
  isOpen: () => visit.name !== "start" || location.pathname !== root.dataset.home
    || root.querySelector(".kiosk-tools [aria-pressed=true]") !== null,
  over: reset,
});

function turned(selector, name) {
  const button = root.querySelector(selector);
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) document.documentElement.dataset[name] = "";
    else delete document.documentElement.dataset[name];
  });
}

turned("[data-larger]", "larger");
turned(".kiosk-tools [data-contrast]", "contrast");
endButton.addEventListener("click", reset);
for (const link of root.querySelectorAll("[data-language-link]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); location.replace(link.href); });
}
for (const kind of ["contextmenu", "dragstart"]) document.addEventListener(kind, (event) => event.preventDefault());
visit = new Visit();
