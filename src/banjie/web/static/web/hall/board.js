/*
 * The board of a hall. It asks every few seconds and changes only what has changed; when no answer comes the numbers
 * stay, it says since when, and goes on asking. It speaks only where that was switched on, in the browser's own voice.
 */
const root = document.querySelector("[data-board]");
const holder = root.querySelector("[data-calls]");
const none = root.querySelector("[data-none]");
const waiting = root.querySelector("[data-waiting]");
const lost = root.querySelector("[data-lost]");
const ended = root.querySelector("[data-ended]");
const clock = root.querySelector("[data-clock]");
const one = root.querySelector("template[data-call]");
const every = 3_000;
const longest = 20_000;
const patience = 6_000;
const hours = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

let etag = root.dataset.etag;
let failures = 0;
let since = null;
let known = new Map();

function show({ calls, waiting: count }, first = false) {
  put(waiting, String(count));
  none.hidden = calls.length > 0;
  const before = known;
  known = new Map(calls.map((call) => [call.number, call]));
  const rows = new Map([...holder.children].map((row) => [row.dataset.key, row]));
  const wanted = calls.map((call) => {
    const row = rows.get(call.number) ?? one.content.cloneNode(true).firstElementChild;
    row.dataset.key = call.number;
    put(row.querySelector("[data-number]"), call.number);
    put(row.querySelector("[data-desk]"), String(call.desk));
    const old = before.get(call.number);
    const anew = !first && (!old || old.times !== call.times || old.desk !== call.desk);
    if (anew) { row.classList.add("board-new"); setTimeout(() => row.classList.remove("board-new"), 8_000); speak(call.says); }
    return row;
  });
  for (const row of holder.children) if (!wanted.includes(row)) row.remove();
  wanted.forEach((row, index) => { if (holder.children[index] !== row) holder.insertBefore(row, holder.children[index] ?? null); });
}

function put(element, text) { if (element.textContent !== text) element.textContent = text; }

function speak(words) {
  if (!("speaks" in root.dataset) || !window.speechSynthesis) return;
  const said = new SpeechSynthesisUtterance(words);
  said.lang = document.documentElement.lang;
  said.rate = 0.9;
  speechSynthesis.speak(said);
}

async function ask() {
  const answer = await read().catch(() => null);
  failures = answer ? 0 : failures + 1;
  setTimeout(ask, answer ? every : Math.min(longest, 2 ** failures * 1000));
  if (!answer) since ??= new Date();
  else since = null;
  tell();
  if (answer?.over) { ended.hidden = false; holder.replaceChildren(); known = new Map(); put(waiting, ""); }
  else if (answer?.state) { if (!ended.hidden) location.reload(); show(answer.state); }
}

async function read() {
  const answer = await fetch(root.dataset.url, {
    headers: { Accept: "application/json", "If-None-Match": etag, Unattended: "1" },
    cache: "no-store", redirect: "error", signal: AbortSignal.timeout(patience),
  });
  if (answer.headers.has("Board-Ended")) { etag = ""; return { over: true }; }
  if (answer.status === 304) return {};
  if (!answer.ok) throw new Error(String(answer.status));
  etag = answer.headers.get("ETag") ?? "";
  return { state: await answer.json() };
}

function tell() {
  put(clock, hours.format(new Date()));
  if (since) put(lost.querySelector("[data-lost-words]"), lost.dataset.words.replace("{since}", hours.format(since)));
  lost.hidden = !since;
}

show(JSON.parse(document.getElementById("board-state").textContent), true);
tell();
setInterval(tell, 1000);
setTimeout(ask, every);
