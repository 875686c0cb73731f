/*
 * Begins what a page holds, without a build step. What every page needs is imported at once (every_page.js); a
 * component that only some pages hold is fetched when its mark first appears, also when htmx brings it in later.
 */
import "./every_page.js";
import { startClock } from "./time.js";

const components = [
  ["[data-combobox]", () => import("./combobox.js")],
  ["[data-count-of]", () => import("./count.js")],
  ["[data-upload]", () => import("./upload.js")],
  ["form[data-draft]", () => import("./drafts.js")],
  ["[data-tabs]", () => import("./tabs.js")],
  ["[data-preview-pane]", () => import("./preview.js")],
  ["[data-tour]", () => import("./tour.js")],
  ["[data-map]", () => import("./map.js")],
  ["[data-heat-map]", () => import("./heat_map.js")],
  ["[data-chart]", () => import("./chart.js")],
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

// Fetched when it is first wanted: a key pressed before it has come is not lost.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-palette-open]")) return;
  const dialog = document.querySelector("dialog[data-palette]");
  if (dialog) import("./palette.js").then(({ open }) => open(dialog));
});

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) start(node);
  }
}).observe(document.body, { childList: true, subtree: true });

start(document.body);
startClock();

// A browser gives up `autofocus` where the field could not be shown yet, as on a slow machine whose styles come late:
// a clerk would type into nothing.
if (document.activeElement === document.body) document.querySelector("[autofocus]")?.focus();
