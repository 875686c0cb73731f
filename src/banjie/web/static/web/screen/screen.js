/*
 * A command screen that stands for days. Figures come every few seconds and are put in place of the old ones;
 * when they fail to come, the old ones stay, the screen says since when, and goes on asking.
 */
import { turnBoards } from "./boards.js";
import { poll } from "./poll.js";
import { showFigures } from "./figures.js";
import { fitAll } from "./fitting.js";
import { drawMap } from "./sheet.js";
import { stateLine } from "./state.js";

const root = document.querySelector("[data-screen]");
const first = JSON.parse(document.getElementById("screen-figures").textContent);
const state = stateLine(root);
const map = drawMap(root.querySelector("[data-sheet]"));

function show(figures) {
  showFigures(root, figures, state.now);
  fitAll(root);
  map?.show(figures.map);
}

function renewed(version) {
  // Once for each version: two servers of different age must not make a wall reload for ever.
  if (version === root.dataset.version || sessionStorage.getItem("screen-version") === version) return;
  sessionStorage.setItem("screen-version", version);
  location.reload();
}

show(first);
turnBoards(root);
poll(root.dataset.figuresUrl, {
  first: { etag: root.dataset.etag },
  fresh({ figures, at, now }) {
    state.fresh(at, now);
    if (figures) { show(figures); renewed(figures.version); }
  },
  lost: () => state.lost(),
  ended: () => state.ended(),
});

document.querySelector("[data-show-tables]").addEventListener("click", (event) => {
  const asked = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", String(asked));
  for (const chart of root.querySelectorAll("[data-chart]")) chart.dispatchEvent(new CustomEvent("chart:table", { detail: asked }));
});

document.querySelector("[data-full-screen]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
});

let asleep;
function wake() {
  document.body.classList.add("screen-awake");
  clearTimeout(asleep);
  asleep = setTimeout(() => document.body.classList.remove("screen-awake"), 6000);
}
for (const kind of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(kind, wake, { passive: true });
