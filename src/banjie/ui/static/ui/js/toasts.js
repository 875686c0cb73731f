/* Short news at the foot of the page: from Django's messages, from HX-Trigger, or from a script. */
import { element, icon } from "./elements.js";
import { say } from "./strings.js";

const icons = { good: "circle-check", warn: "triangle-alert", danger: "circle-alert", neutral: "info" };
const stays = 6000;

/** Show `text`. With `undo_url` it offers to undo, by POST; bad news stays until it is closed. */
export function toast(text, { tone = "neutral", undo_url: undoUrl = "" } = {}) {
  const region = document.getElementById("toasts");
  if (!region || (stands(tone) && [...region.querySelectorAll(".toast-text")].some((told) => told.textContent === text))) return;
  const close = element("button", {
    type: "button", class: "button button-quiet button-small button-icon", "data-toast-close": true, "aria-label": say("close"),
  }, icon("x"));
  const undo = undoUrl
    ? element("button", { type: "button", class: "button button-quiet button-small", "hx-post": undoUrl, "hx-swap": "none", "data-toast-undo": true }, say("undo"))
    : null;
  const made = element("div", { class: `toast toast-${tone}`, "data-toast": true },
    icon(icons[tone] ?? "info"), element("span", { class: "toast-text" }, text), undo, close);
  region.append(made);
  if (undo) window.htmx?.process(made);
  retire(made, tone);
}

// Until it is closed: said again every few seconds, by a page that keeps asking, it would fill the screen.
const stands = (tone) => tone === "danger" || tone === "warn";

function retire(made, tone) {
  if (stands(tone)) return;
  let timer = setTimeout(() => made.remove(), stays);
  const hold = () => clearTimeout(timer);
  const release = () => { timer = setTimeout(() => made.remove(), stays); };
  made.addEventListener("pointerenter", hold);
  made.addEventListener("pointerleave", release);
  made.addEventListener("focusin", hold);
  made.addEventListener("focusout", release);
}

for (const made of document.querySelectorAll("[data-toast]")) {
  retire(made, ["danger", "warn"].find((tone) => made.classList.contains(`toast-${tone}`)));
}

document.addEventListener("click", (event) => {
  event.target.closest?.("[data-toast-close]")?.closest("[data-toast]")?.remove();
});
document.addEventListener("htmx:after:request", (event) => {
  if (event.target.matches?.("[data-toast-undo]")) event.target.closest("[data-toast]")?.remove();
});
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail));
