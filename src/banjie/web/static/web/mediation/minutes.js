/*
 * Minutes as they are written. A line is sent a moment after the typing pauses, on Enter, and when the page is left;
 * what others write comes in every few seconds. Nothing is kept in this browser: it is confidential, and the computer
 * is shared. While there is no connection what was typed stays on the page, and the page says so.
 */
const root = document.querySelector("#minutes");
const words = JSON.parse(root.dataset.words);
const saved = document.querySelector("#saved");
const csrf = root.querySelector("[name=csrfmiddlewaretoken]").value;
const pause = 700;
const rhythm = 5000;
const mostAtOnce = 100;

root.classList.add("minutes-live");
const changed = new Set();
let timer = 0;
let sending = false;
let failed = false;

const sections = [...root.querySelectorAll(".minutes-section")];
const lines = () => [...root.querySelectorAll(".minutes-line")];
const textOf = (holder) => holder.querySelector(".minutes-text");
const speakerOf = (holder) => holder.querySelector(".minutes-speaker");
const headingOf = (holder) => holder.closest(".minutes-section").dataset.heading;
const holderOf = (node) => node.closest?.(".minutes-line, .minutes-next");
const isNext = (holder) => holder.classList.contains("minutes-next");

/* Browsers that do not size a field to its content are helped. */
function fit(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function status(kind, at = "") {
  saved.dataset.tone = kind === "unsaved" ? "danger" : "";
  saved.textContent = kind ? [saved.dataset[kind], at].filter(Boolean).join(" ") : "";
}

function made(section, { key, version, position, speaker, text }) {
  const line = document.createElement("li");
  line.className = "minutes-line";
  Object.assign(line.dataset, { key, version, position });
  const next = section.querySelector(".minutes-next");
  const who = next.querySelector(".minutes-who").cloneNode(true);
  const said = next.querySelector(".minutes-said").cloneNode(true);
  for (const label of [who, said]) label.querySelector("select, textarea").removeAttribute("name");
  said.querySelector("span").textContent = words.text;
  line.append(who, said, striker());
  speakerOf(line).value = speaker;
  textOf(line).value = text;
  place(section, line);
  fit(textOf(line));
  return line;
}

function striker() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-quiet minutes-strike";
  button.textContent = words.strike;
  return button;
}

function place(section, line) {
  const list = section.querySelector(".minutes-lines");
  const after = [...list.children].find((each) => each !== line && Number(each.dataset.position) > Number(line.dataset.position));
  list.insertBefore(line, after ?? null);
}

const lastPosition = () => Math.max(0, ...lines().map((line) => Number(line.dataset.position)));

/* What stands in the field for the next line becomes a line: on Enter, or by itself so that it is saved. */
function take(next) {
  const text = textOf(next).value.trim();
  if (!text) return null;
  const line = made(next.closest(".minutes-section"), {
    key: crypto.randomUUID?.() ?? uuid(), version: 0, position: lastPosition() + 1, speaker: speakerOf(next).value, text,
  });
  textOf(next).value = "";
  fit(textOf(next));
  touch(line);
  return line;
}

/* Where the page is not served securely, browsers have no randomUUID. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function touch(line) {
  line.dataset.unsaved = "";
  changed.add(line);
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

const draft = (line) => ({
  key: line.dataset.key,
  base: Number(line.dataset.version),
  position: Number(line.dataset.position),
  heading: headingOf(line),
  speaker: speakerOf(line).value,
  text: textOf(line).value,
  struck: line.hasAttribute("data-struck"),
});

const known = () => Object.fromEntries(lines().map((line) => [line.dataset.key, Number(line.dataset.version)]));

async function send({ leaving = false } = {}) {
  if (sending && !leaving) { timer = setTimeout(send, pause); return; }
  clearTimeout(timer);
  const batch = [...changed].filter((line) => !line.querySelector(".minutes-conflict")).slice(0, mostAtOnce);
  const body = JSON.stringify({ lines: batch.map(draft), known: known() });
  const sent = new Map(batch.map((line) => [line.dataset.key, JSON.stringify(draft(line))]));
  sending = true;
  if (batch.length && !leaving) status("saving");
  try {
    const answer = await fetch(root.dataset.linesUrl, {
      method: "POST", body, keepalive: leaving && body.length < 60000, credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, "HX-Request": "true" },
    });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.problem ?? "");
    failed = false;
    for (const each of told.written) settle(each, sent);
    for (const each of told.fresh) takeIn(each);
    if (batch.length || saved.dataset.tone) status("saved", told.at);
  } catch (error) {
    failed = true;
    saved.dataset.tone = "danger";
    saved.textContent = error.message && !(error instanceof TypeError) ? error.message : saved.dataset.unsaved;
  } finally {
    sending = false;
    if (changed.size && !leaving) timer = setTimeout(send, failed ? rhythm : pause);
  }
}

function settle(told, sent) {
  const line = lines().find((each) => each.dataset.key === told.key);
  if (!line) return;
  if (told.outcome === "conflict") { showConflict(line, told); return; }
  line.dataset.version = told.version;
  if (sent.get(told.key) !== JSON.stringify({ ...draft(line), base: JSON.parse(sent.get(told.key)).base })) return;
  changed.delete(line);
  delete line.dataset.unsaved;
  if (line.hasAttribute("data-struck")) line.remove();
}

/* A line that somebody else wrote. One that is being changed here waits: sending it will tell of the conflict. */
function takeIn(told) {
  const line = lines().find((each) => each.dataset.key === told.key);
  const section = sections.find((each) => each.dataset.heading === told.heading);
  if (line && changed.has(line)) return;
  if (told.struck) { if (line && !line.contains(document.activeElement)) line.remove(); return; }
  if (!line) { if (section) made(section, told); return; }
  Object.assign(line.dataset, { version: told.version, position: told.position });
  if (textOf(line).value !== told.text) textOf(line).value = told.text;
  speakerOf(line).value = told.speaker;
  fit(textOf(line));
}

function showConflict(line, told) {
  line.querySelector(".minutes-conflict")?.remove();
  const box = document.createElement("div");
  box.className = "minutes-conflict";
  box.setAttribute("role", "alert");
  const theirs = document.createElement("q");
  theirs.textContent = told.struck ? words.struck : told.text;
  const says = document.createElement("span");
  says.textContent = words.theirs;
  const choices = document.createElement("span");
  choices.className = "cluster";
  const choose = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = label;
    button.addEventListener("click", () => { box.remove(); line.dataset.version = told.version; act(); textOf(line).focus(); });
    choices.append(button);
  };
  choose(words.keep_mine, () => touch(line));
  choose(words.keep_theirs, () => theirsStand(line, told));
  choose(words.keep_both, () => {
    const mine = { ...draft(line), key: crypto.randomUUID?.() ?? uuid(), version: 0 };
    theirsStand(line, told);
    touch(made(line.closest(".minutes-section"), mine));
  });
  box.append(says, theirs, choices);
  line.append(box);
}

function theirsStand(line, told) {
  changed.delete(line);
  delete line.dataset.unsaved;
  textOf(line).value = told.text;
  speakerOf(line).value = told.speaker;
  fit(textOf(line));
}

/* Who speaks. The next line begins with whoever is chosen, until somebody else is. */
function choose(holder, speaker) {
  if (!holder) return;
  const field = speakerOf(holder);
  field.value = field.value === speaker ? "" : speaker;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function press(speaker) {
  for (const button of root.querySelectorAll(".minutes-person")) button.setAttribute("aria-pressed", button.dataset.speaker === speaker);
}

let last = sections[0]?.querySelector(".minutes-next");

root.addEventListener("focusin", (event) => {
  const holder = holderOf(event.target);
  if (holder) { last = holder; press(speakerOf(holder).value); }
});

root.addEventListener("click", (event) => {
  const person = event.target.closest(".minutes-person");
  if (person && last) { choose(last, person.dataset.speaker); textOf(last).focus(); }
  const strike = event.target.closest(".minutes-strike");
  if (strike) strikeOut(strike.closest(".minutes-line"));
});

function strikeOut(line) {
  const beside = line.nextElementSibling ?? line.closest(".minutes-section").querySelector(".minutes-next");
  if (line.dataset.version === "0") { changed.delete(line); line.remove(); } else { line.dataset.struck = ""; line.hidden = true; touch(line); }
  textOf(beside).focus();
}

root.addEventListener("change", (event) => {
  const holder = holderOf(event.target);
  if (!holder || !event.target.matches(".minutes-speaker")) return;
  press(event.target.value);
  if (!isNext(holder)) touch(holder);
});

root.addEventListener("input", (event) => {
  if (!event.target.matches(".minutes-text")) return;
  fit(event.target);
  const holder = holderOf(event.target);
  if (!isNext(holder)) { touch(holder); return; }
  // A long sentence is saved before it is over, but never in the middle of a character being put together.
  clearTimeout(holder.timer);
  if (!event.isComposing) holder.timer = setTimeout(() => keepHalf(holder), 4 * pause);
});

root.addEventListener("compositionend", (event) => {
  const holder = holderOf(event.target);
  if (holder && isNext(holder)) { clearTimeout(holder.timer); holder.timer = setTimeout(() => keepHalf(holder), 4 * pause); }
});

function keepHalf(next) {
  const field = textOf(next);
  const [from, to, had] = [field.selectionStart, field.selectionEnd, document.activeElement === field];
  const line = take(next);
  if (line && had) { textOf(line).focus(); textOf(line).setSelectionRange(from, to); }
}

root.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.isComposing || !field.matches?.(".minutes-text")) return;
  const holder = holderOf(field);
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit && (event.altKey || (!field.value && !event.ctrlKey && !event.metaKey && !event.shiftKey))) {
    const person = root.querySelector(`.minutes-person[data-number="${digit}"]`);
    if (person) { event.preventDefault(); choose(holder, person.dataset.speaker); }
  } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    onward(holder);
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    heading(holder, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Backspace" && !field.value && !isNext(holder)) {
    event.preventDefault();
    strikeOut(holder);
  }
});

function onward(holder) {
  const next = holder.closest(".minutes-section").querySelector(".minutes-next");
  if (isNext(holder)) { clearTimeout(holder.timer); if (take(holder)) send(); } else { send(); textOf(next).focus(); }
}

function heading(holder, by) {
  const at = sections.indexOf(holder.closest(".minutes-section"));
  const to = sections[at + by];
  if (to) textOf(to.querySelector(".minutes-next")).focus();
}

root.addEventListener("submit", (event) => {
  const next = event.target.closest(".minutes-next");
  if (next) { event.preventDefault(); event.stopPropagation(); onward(next); }
}, true);

/* Leaving: what is half typed becomes a line and goes along. */
function leave() {
  for (const section of sections) keepHalf(section.querySelector(".minutes-next"));
  if (changed.size) send({ leaving: true });
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
window.addEventListener("pagehide", leave);
window.addEventListener("beforeunload", (event) => { if (failed && changed.size) event.preventDefault(); });
setInterval(() => { if (document.visibilityState === "visible" && !changed.size) send(); }, rhythm);

for (const line of lines()) { line.append(striker()); fit(textOf(line)); }
