/*
 * The scripts of every page, without a build step. What every page needs is imported at once; a component
 * that only some pages hold is fetched when its mark first appears, also when htmx brings it in later.
 */
import "./drafts_cleared.js";
import "./requests.js";
import "./dialogs.js";
import "./toasts.js";
import "./menus.js";
import "./submitting.js";
import "./shortcuts.js";
import "./rows.js";
import { startClock } from "./time.js";
import "./appearance.js";

const components = [
  ["[data-combobox]", () => import("./combobox.js")],
  ["[data-count-of]", () => import("./count.js")],
  ["[data-upload]", () => import("./upload.js")],
  ["form[data-draft]", () => import("./drafts.js")],
  ["[data-tabs]", () => import("./tabs.js")],
  ["[data-map]", () => import("./map.js")],
];

const started = new WeakSet();

/** Start every component inside `root` that has not been started. Safe to call again. */
function start(root) {
  for (const [mark, load] of components) {
    for (const element of find(root, mark)) {
      if (started.has(element)) continue;
      started.add(element);
      load().then((module) => module.start(element));
    }
  }
  for (const element of find(root, "[data-focus-first]")) element.focus();
}

function find(root, mark) {
  const inside = [...root.querySelectorAll(mark)];
  return root.matches?.(mark) ? [root, ...inside] : inside;
}

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) start(node);
  }
}).observe(document.body, { childList: true, subtree: true });

start(document.body);
startClock();
