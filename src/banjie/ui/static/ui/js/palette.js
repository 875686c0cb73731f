/*
 * Ctrl-K: what can be done on this page, where one can go, and what is found by words, under one field.
 * Actions and pages are read from the page itself, so that the palette never offers what is not there;
 * <dialog data-palette data-find="/address/"> is asked `?q=` and answers {"options": [{label, detail, url}]};
 * data-initials="/address/" answers {label: initials}.
 */
import { element } from "./elements.js";
import { say } from "./strings.js";

const pause = 160;
const most = 8;

const opened = new WeakMap();

/** Opens the palette, empty; safe to call while it is open. */
export function open(dialog) {
  if (!opened.has(dialog)) opened.set(dialog, start(dialog));
  if (!dialog.open) opened.get(dialog)();
}

/** Wires the dialog up and gives what shows it. */
function start(dialog) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  let items = [];
  let active = 0;
  let timer = 0;
  let asking = null;
  let found = [];
  let initials = {};

  dialog.addEventListener("close", () => { clearTimeout(timer); asking?.abort(); });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) { dialog.close(); return; }
    const line = event.target.closest("[role=option]");
    if (line) use(items[Number(line.dataset.index)]);
  });
  input.addEventListener("input", () => {
    found = [];
    draw();
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark((active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % Math.max(items.length, 1));
    } else if (event.key === "Enter" && items[active]) {
      event.preventDefault();
      use(items[active]);
    }
  });

  function show() {
    input.value = "";
    found = [];
    dialog.showModal();
    draw();
    learn();
  }

  /** Once: how labels are typed by pinyin initials. Without an answer they are found by their characters. */
  async function learn() {
    if (!dialog.dataset.initials || Object.keys(initials).length) return;
    const answer = await fetch(dialog.dataset.initials, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) { initials = await answer.json(); draw(); }
  }

  async function search() {
    const text = input.value.trim();
    if (text.length < 2 || !dialog.dataset.find) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const url = new URL(dialog.dataset.find, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      found = (await answer.json()).options;
      draw();
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = say("search_failed");
    }
  }

  function draw() {
    const text = input.value.trim().toLowerCase();
    const groups = [
      ["palette_actions", matching(actions(), text, initials)],
      ["palette_pages", matching(pages(), text, initials)],
      ["palette_found", found],
    ].filter(([, options]) => options.length);
    items = groups.flatMap(([, options]) => options);
    let index = 0;
    list.replaceChildren(...groups.map(([name, options]) => element("div", { role: "group", "aria-label": say(name) },
      element("p", { class: "menu-title", "aria-hidden": "true" }, say(name)),
      ...options.map((option) => element("div", { role: "option", class: "palette-option", id: `palette-${index}`, "data-index": String(index++) },
        element("span", { class: "palette-label" }, option.label),
        option.detail ? element("span", { class: "palette-detail" }, option.detail) : null)))));
    if (!items.length) list.replaceChildren(element("p", { class: "palette-none", role: "presentation" }, say(text ? "no_match" : "type_to_search", { text })));
    status.textContent = items.length ? say("matches", { n: items.length }) : "";
    mark(0);
  }

  function mark(index) {
    active = index;
    for (const line of list.querySelectorAll("[role=option]")) {
      const here = Number(line.dataset.index) === active;
      line.setAttribute("aria-selected", String(here));
      if (here) line.scrollIntoView({ block: "nearest" });
    }
    if (items.length) input.setAttribute("aria-activedescendant", `palette-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function use(item) {
    dialog.close();
    if (item.url) location.assign(item.url);
    else item.target.click();
  }

  return show;
}

const actions = () => offered(".topbar-tools :is(a, button), #command .cluster a, [data-palette-action]");
const pages = () => offered(".rail-list a, .rail-foot .menu-list a");

function offered(selector) {
  return [...document.querySelectorAll(selector)]
    .filter((target) => !target.matches("[data-palette-open], [aria-disabled=true]"))
    .map((target) => ({
      target,
      label: nameOf(target),
      detail: spelt(target.dataset.shortcut),
    }))
    .filter((item) => item.label);
}

function nameOf(target) {
  const label = target.getAttribute("aria-label") ?? target.querySelector(".rail-label")?.textContent ?? target.textContent;
  return label.trim().replace(/\s+/g, " ");
}

const spelt = (keys) => (keys ? keys.replace("mod+", "Ctrl+") : "");

function matching(options, text, initials) {
  if (!text) return options.slice(0, most);
  const words = text.split(/\s+/);
  return options.filter((option) => words.every((word) => option.label.toLowerCase().includes(word) || initials[option.label]?.includes(word))).slice(0, most);
}
