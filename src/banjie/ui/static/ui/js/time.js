/* Keeps "3 min ago" and "2 h left" true while the page stands open. The rules are those of ui/elapsed.py. */
import { say } from "./strings.js";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export function startClock() {
  setInterval(refresh, 30_000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
}

function refresh() {
  const now = Date.now();
  for (const shown of document.querySelectorAll("time[data-ago]")) {
    shown.textContent = ago(shown, (now - Date.parse(shown.dateTime)) / 1000);
  }
  for (const shown of document.querySelectorAll("time[data-deadline]")) count(shown, now);
}

function ago(shown, seconds) {
  if (seconds < 0 || seconds >= day) return shown.dataset.short;
  if (seconds < minute) return say("just_now");
  if (seconds < hour) return say("minutes_ago", { n: Math.floor(seconds / minute) });
  return say("hours_ago", { n: Math.floor(seconds / hour) });
}

function count(shown, now) {
  const left = (Date.parse(shown.dateTime) - now) / 1000;
  const warned = shown.dataset.warnAt && now >= Date.parse(shown.dataset.warnAt);
  const tone = left < 0 ? "danger" : warned ? "warn" : "good";
  shown.className = `deadline deadline-${tone}`;
  shown.querySelector("span").textContent = say(left < 0 ? "time_over" : "time_left", { span: span(Math.abs(left)) });
}

/** At most two units; from two days up, days alone. */
export function span(seconds) {
  const days = Math.floor(seconds / day);
  const hours = Math.floor((seconds % day) / hour);
  const minutes = Math.floor((seconds % hour) / minute);
  if (days) return joined(say("days", { n: days }), days < 2 && hours ? say("hours", { n: hours }) : "");
  if (hours) return joined(say("hours", { n: hours }), minutes ? say("minutes", { n: minutes }) : "");
  return say("minutes", { n: Math.max(minutes, 1) });
}

function joined(first, second) {
  return second ? say("two_units", { first, second }) : first;
}

// A finger has no hover: a tap on a relative time shows the exact one for a moment.
document.addEventListener("pointerup", (event) => {
  const shown = event.pointerType === "touch" && event.target.closest?.("time[data-ago]");
  if (!shown) return;
  shown.textContent = shown.title;
  setTimeout(refresh, 4000);
});
