/*
 * A choice from many by typing: words, or the pinyin initials that came with the options.
 * ARIA combobox pattern (list popup). With inline options the <select> stays and holds the value; with a
 * URL a hidden input does. Typing chooses the best match, so Tab or Enter takes it without an arrow key.
 */
import { element } from "./elements.js";
import { say } from "./strings.js";

const shown = 60;
const pause = 160;
let number = 0;

export function start(box) {
  const select = box.querySelector("select");
  return new Combobox(box, select ? inlineSource(select) : remoteSource(box));
}

/* Where options come from: `find(text)` gives them (at once or later), `take(option)` stores the choice. */

function inlineSource(select) {
  const options = [...select.options].filter((option) => option.value !== "").map((option) => ({
    value: option.value,
    label: option.text,
    detail: option.dataset.detail ?? "",
    initials: (option.dataset.initials ?? "").toLowerCase(),
  }));
  const input = element("input", { type: "text", autocomplete: "off" });
  for (const name of ["id", "aria-describedby", "aria-invalid", "aria-label", "aria-labelledby", "data-shortcut", "autofocus", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.disabled = select.disabled;
  const held = document.activeElement === select;
  select.removeAttribute("id");
  select.required = false;
  select.hidden = true;
  select.after(input);
  // Whoever was quicker than the script stands where they stood.
  if (held) input.focus();
  const chosen = () => options.find((option) => option.value === select.value) ?? null;
  return {
    input,
    waits: false,
    chosen,
    find: (text) => ranked(options, text),
    take(option) {
      select.value = option?.value ?? "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    watch: (callback) => select.addEventListener("change", callback),
  };
}

function remoteSource(box) {
  const input = box.querySelector('input[type="text"]');
  const holder = box.querySelector("[data-combobox-value]");
  let option = holder.value ? { value: holder.value, label: input.defaultValue || input.value } : null;
  let asking = null;
  // Set from outside: a draft that came back, or a form that was emptied.
  holder.addEventListener("change", () => {
    if (holder.value !== (option?.value ?? "")) option = holder.value ? { value: holder.value, label: input.value } : null;
  });
  return {
    input,
    waits: true,
    chosen: () => option,
    async find(text) {
      asking?.abort();
      asking = new AbortController();
      const url = new URL(box.dataset.url, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()).options;
    },
    take(chosen) {
      option = chosen;
      holder.value = chosen?.value ?? "";
      holder.dispatchEvent(new Event("change", { bubbles: true }));
      if (chosen) box.dispatchEvent(new CustomEvent("combobox:chosen", { bubbles: true, detail: chosen }));
    },
    watch: () => {},
  };
}

/** Options that match, best first: beginning of the label, of the initials, inside the label, inside the initials. */
export function ranked(options, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return options;
  const score = (option) => {
    const label = option.label.toLowerCase();
    if (label.startsWith(wanted)) return 0;
    if (option.initials.startsWith(wanted)) return 1;
    if (label.includes(wanted)) return 2;
    if (option.initials.includes(wanted)) return 3;
    return option.detail.toLowerCase().includes(wanted) ? 4 : Infinity;
  };
  return options.map((option) => [score(option), option])
    .filter(([rank]) => rank < Infinity)
    .sort(([a], [b]) => a - b)
    .map(([, option]) => option);
}

class Combobox {
  #source; #input; #list; #status; #options = []; #active = -1; #typed = false; #timer = 0; #asked = 0;

  constructor(box, source) {
    const id = `combobox-${++number}`;
    this.#source = source;
    this.#input = source.input;
    this.#list = element("ul", { class: "combobox-list", role: "listbox", id: `${id}-list`, hidden: true });
    this.#status = element("span", { class: "visually-hidden", role: "status" });
    box.append(this.#list, this.#status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, spellcheck: "false" };
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value);
    this.#nameList();
    // On a slow line the field is there before its script: words typed meanwhile are searched, not wiped.
    const early = source.waits && document.activeElement === this.#input && this.#input.value !== this.#input.defaultValue;
    if (!early) this.#show(source.chosen());
    this.#listen(box);
    if (early) { this.#typed = true; this.#search(); }
  }

  #nameList() {
    const label = this.#input.labels?.[0];
    if (label) this.#list.setAttribute("aria-labelledby", (label.id ||= `${this.#list.id}-label`));
    else this.#list.setAttribute("aria-label", this.#input.getAttribute("aria-label") ?? "");
  }

  #listen(box) {
    this.#input.addEventListener("input", () => {
      this.#typed = true;
      clearTimeout(this.#timer);
      // Options at hand answer at once, so that a quick Tab takes what was just typed.
      if (this.#source.waits) this.#timer = setTimeout(() => this.#search(), pause);
      else this.#search();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("click", () => { if (this.#list.hidden) this.#search(); });
    this.#input.addEventListener("focus", () => this.#input.select());
    this.#input.addEventListener("blur", () => this.#leave());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.#choose(this.#options[Number(line.dataset.index)]);
    });
    this.#list.addEventListener("pointermove", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.#activate(Number(line.dataset.index), { scroll: false });
    });
    this.#source.watch(() => { if (!this.#typed) this.#show(this.#source.chosen()); });
    this.#input.form?.addEventListener("reset", () => setTimeout(() => this.#show(this.#source.chosen())));
    box.addEventListener("combobox:set", (event) => { this.#source.take(event.detail); this.#show(event.detail); });
  }

  async #search() {
    const text = this.#typed ? this.#input.value : "";
    const turn = ++this.#asked;
    if (this.#source.waits && !text.trim()) { this.#note(say("type_to_search")); return; }
    try {
      if (this.#source.waits && this.#list.hidden) this.#note(say("searching"));
      const options = await this.#source.find(text);
      if (turn !== this.#asked || document.activeElement !== this.#input) return;
      this.#offer(options, text);
    } catch (error) {
      if (error.name !== "AbortError" && turn === this.#asked) this.#note(say("search_failed"));
    }
  }

  #offer(options, text) {
    this.#options = options.slice(0, shown);
    if (!this.#options.length) { this.#note(say("no_match", { text })); return; }
    const chosen = this.#source.chosen()?.value;
    this.#list.replaceChildren(...this.#options.map((option, index) => element("li", {
      class: "combobox-option", role: "option", id: `${this.#list.id}-${index}`, "data-index": String(index),
      "aria-selected": String(option.value === chosen),
    }, marked(option.label, text), option.detail ? element("span", { class: "combobox-detail" }, option.detail) : null)));
    this.#open();
    this.#status.textContent = say("matches", { n: options.length });
    const here = this.#options.findIndex((option) => option.value === chosen);
    this.#activate(text ? 0 : this.#typed ? -1 : here);
  }

  #note(words) {
    this.#options = [];
    this.#list.replaceChildren(element("li", { class: "combobox-note", role: "presentation" }, words));
    this.#status.textContent = words;
    this.#open();
    this.#activate(-1);
  }

  #open() {
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    const below = window.innerHeight - this.#input.getBoundingClientRect().bottom;
    this.#list.toggleAttribute("data-above", below < 240 && this.#input.getBoundingClientRect().top > below);
  }

  #close() {
    this.#asked += 1;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #activate(index, { scroll = true } = {}) {
    this.#list.querySelector("[data-active]")?.removeAttribute("data-active");
    this.#active = index;
    const line = this.#list.querySelector(`[data-index="${index}"]`);
    if (!line) { this.#input.removeAttribute("aria-activedescendant"); return; }
    line.setAttribute("data-active", "");
    this.#input.setAttribute("aria-activedescendant", line.id);
    if (scroll) line.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.isComposing) return;
    const open = !this.#list.hidden;
    const last = this.#options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { this.#search(); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#activate(this.#active + step > last ? 0 : this.#active + step < 0 ? last : this.#active + step);
    } else if (event.key === "Enter" && open && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#options[this.#active]);
    } else if (event.key === "Tab" && open && this.#typed && this.#active >= 0) {
      this.#choose(this.#options[this.#active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.#show(this.#source.chosen());
      this.#close();
    }
  }

  #choose(option) {
    this.#source.take(option);
    this.#show(option);
    this.#close();
  }

  /** Leaving with nothing typed clears the choice; with half a word typed the former choice stands. */
  #leave() {
    clearTimeout(this.#timer);
    if (this.#typed && !this.#input.value.trim() && this.#source.chosen()) this.#source.take(null);
    else if (this.#typed) {
      const exact = this.#options.find((option) => option.label === this.#input.value.trim());
      if (exact) this.#source.take(exact);
    }
    this.#show(this.#source.chosen());
    this.#close();
  }

  #show(option) {
    this.#typed = false;
    this.#input.value = option?.label ?? "";
  }
}

function marked(label, text) {
  const wanted = text.trim().toLowerCase();
  const at = wanted ? label.toLowerCase().indexOf(wanted) : -1;
  const holder = element("span", { class: "combobox-label" });
  if (at < 0) holder.append(label);
  else holder.append(label.slice(0, at), element("mark", {}, label.slice(at, at + wanted.length)), label.slice(at + wanted.length));
  return holder;
}
