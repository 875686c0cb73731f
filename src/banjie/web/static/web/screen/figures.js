/* Puts figures in place of others: no element is made anew that can be kept, so nothing flickers or piles up. */
import { element } from "../../ui/js/elements.js";
import { say } from "../../ui/js/strings.js";
import { span } from "../../ui/js/time.js";

export function showFigures(root, figures, now) {
  for (const [name, figure] of Object.entries(figures.figures)) {
    const holder = root.querySelector(`[data-figure="${name}"]`);
    if (!holder) continue;
    write(holder.querySelector("[data-value]"), figure.value);
    write(holder.querySelector("[data-note]"), figure.note);
    holder.classList.toggle("figure-danger", figure.tone === "danger");
  }
  for (const [name, list] of Object.entries(figures.lists)) {
    const holder = root.querySelector(`[data-list="${name}"]`);
    if (!holder) continue;
    showRows(holder, list.rows, now);
    const note = root.querySelector(`[data-list-note="${name}"]`);
    if (note) write(note, list.note);
  }
  for (const [name, rows] of Object.entries(figures.charts)) {
    const body = root.querySelector(`#chart-${name} tbody`);
    if (body) showTable(body, rows);
  }
}

function showRows(list, rows, now) {
  const model = list.parentElement.querySelector("template").content.firstElementChild;
  while (list.children.length < rows.length) list.append(model.cloneNode(true));
  [...list.children].forEach((item, index) => {
    item.hidden = index >= rows.length;
    if (index < rows.length) showRow(item, rows[index], now);
  });
}

function showRow(item, row, now) {
  for (const slot of item.querySelectorAll("[data-slot]")) write(slot, row[slot.dataset.slot] ?? "");
  if (row.tone) item.className = item.className.replace(/\blamp-(good|warn|danger|neutral)\b/, `lamp-${row.tone}`);
  const link = item.querySelector("a");
  if (link && row.href) link.href = row.href;
  else link?.removeAttribute("href");
  const due = item.querySelector("time");
  if (due && row.since) {
    due.dateTime = row.since;
    due.title = row.since_exact;
    write(due.querySelector("span"), say("time_over", { span: span((now() - Date.parse(row.since)) / 1000) }));
  }
}

function showTable(body, rows) {
  while (body.rows.length < rows.length) body.append(blankRow(body.closest("table").tHead.rows[0].cells.length));
  [...body.rows].forEach((line, index) => {
    line.hidden = index >= rows.length;
    if (!line.hidden) [...line.cells].forEach((cell, column) => showCell(cell, rows[index][column]));
  });
}

function blankRow(columns) {
  const name = element("th", { scope: "row" });
  return element("tr", {}, name, ...Array.from({ length: columns - 1 }, () => element("td", { class: "number" })));
}

function showCell(cell, shown) {
  const [text, value] = Array.isArray(shown) ? shown : [shown, null];
  write(cell, text);
  if (value === null) cell.removeAttribute("data-value");
  else if (cell.dataset.value !== String(value)) cell.dataset.value = value;
}

function write(holder, text) {
  if (holder && holder.textContent !== text) holder.textContent = text;
}
