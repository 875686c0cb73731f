/* Tables by keyboard: j and k go from row to row, x selects, Enter opens (the row's link has the focus). */
import { isTyping } from "./shortcuts.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || localStorage.getItem("single-keys") === "off") return;
  if (document.querySelector("dialog[open]")) return;
  const links = [...document.querySelectorAll("[data-rows] .row-link")];
  if (!links.length) return;
  const row = document.activeElement?.closest?.("[data-rows] tr");
  const here = row ? links.findIndex((link) => row.contains(link)) : links.findIndex((link) => link.closest('[aria-current="true"]'));
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    const next = links[Math.min(Math.max(here + (event.key === "j" ? 1 : -1), 0), links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "x" && row) {
    event.preventDefault();
    row.querySelector(".row-select")?.click();
  }
});

document.addEventListener("change", (event) => {
  const table = event.target.closest?.("[data-rows]");
  if (!table) return;
  const boxes = [...table.querySelectorAll(".row-select")];
  if (event.target.matches("[data-select-all]")) for (const box of boxes) box.checked = event.target.checked;
  else if (!event.target.matches(".row-select")) return;
  const chosen = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const bar = document.querySelector(`[data-selection-of="${table.id}"]`);
  if (bar) {
    bar.hidden = chosen === 0;
    const count = bar.querySelector("[data-selection-count]");
    if (count) count.textContent = String(chosen);
  }
});
