/*
 * Keys, declared where the thing is: <a data-shortcut="g i">, <input data-shortcut="/">,
 * <button data-shortcut="mod+k">. A link or button is clicked, a field focused. "?" lists them.
 * Single keys rest while one types, and can be turned off in that list (WCAG 2.1.4).
 */
import { element } from "./elements.js";
import { say } from "./strings.js";

const sequenceTime = 900;
let typed = [];
let typedAt = 0;

const singleKeys = {
  get on() { return localStorage.getItem("single-keys") !== "off"; },
  set on(value) { localStorage.setItem("single-keys", value ? "on" : "off"); },
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const withModifier = event.ctrlKey || event.metaKey;
  if (!withModifier && (isTyping(event.target) || !singleKeys.on)) return;
  if (document.querySelector("dialog[open]")) return;
  const key = (withModifier ? "mod+" : "") + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  typed = event.timeStamp - typedAt < sequenceTime ? [...typed, key].slice(-2) : [key];
  typedAt = event.timeStamp;
  if (key === "?" && !withModifier) { event.preventDefault(); showKeys(); return; }
  const target = lookUp(typed.join(" ")) ?? lookUp(key);
  if (!target) return;
  event.preventDefault();
  typed = [];
  use(target);
});

function lookUp(keys) {
  return [...document.querySelectorAll(`[data-shortcut="${CSS.escape(keys)}"]`)].find((found) => found.checkVisibility?.() ?? true);
}

function use(target) {
  if (target.matches("input, select, textarea")) {
    target.focus();
    target.select?.();
  } else target.click();
}

/** Whether keys typed at `target` are meant as text. */
export function isTyping(target) {
  if (target.isContentEditable) return true;
  if (target.matches?.('input[type="checkbox"], input[type="radio"], input[type="button"], input[type="submit"]')) return false;
  return Boolean(target.closest?.("input, textarea, select, [role=combobox]"));
}

function showKeys() {
  const dialog = document.getElementById("ui-keys");
  if (!dialog) return;
  const list = dialog.querySelector("[data-keys]");
  list.replaceChildren(...[...known(), ["?", say("keys_this")]].flatMap(([keys, words]) => [
    element("dt", {}, words),
    element("dd", {}, ...spelt(keys)),
  ]));
  const box = dialog.querySelector("[data-single-keys]");
  if (box) box.checked = singleKeys.on;
  dialog.showModal();
}

function known() {
  const entries = new Map();
  for (const holder of document.querySelectorAll("[data-shortcut]")) {
    entries.set(holder.dataset.shortcut, nameOf(holder));
  }
  for (const holder of document.querySelectorAll("[data-keys-here]")) {
    for (const [keys, words] of Object.entries(JSON.parse(holder.dataset.keysHere))) entries.set(keys, words);
  }
  return entries;
}

function nameOf(holder) {
  const label = holder.getAttribute("aria-label") ?? holder.labels?.[0]?.textContent;
  return (label ?? holder.querySelector(".rail-label")?.textContent ?? holder.textContent).trim();
}

function spelt(keys) {
  const parts = keys.split(" ");
  return parts.flatMap((part, index) => {
    const cap = element("kbd", {}, part.replace("mod+", navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl+"));
    return index ? [` ${say("then")} `, cap] : [cap];
  });
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-single-keys]")) singleKeys.on = event.target.checked;
});
