/*
 * <form data-draft="key">: what is typed survives a closed tab, a lost session, a power cut. Kept in this
 * browser only, for data-draft-hours (72). Passwords, files, hidden fields and whatever carries
 * data-draft-skip are never kept. Erased when the form has gone through.
 * The key should hold whatever tells two drafts apart: the page, the thing, and who is signed in.
 */
import { element } from "./elements.js";
import { say } from "./strings.js";

const prefix = "draft:";
const pause = 400;
const pendingKey = "draft-pending";

export function start(form) {
  const key = prefix + form.dataset.draft;
  const failed = form.querySelector('[aria-invalid="true"], .error-summary') !== null;
  // After a refusal the server has already written back what was typed: newer than the draft.
  if (!failed) restore(form, key);

  let timer = 0;
  const keepSoon = () => { clearTimeout(timer); timer = setTimeout(() => keep(form, key), pause); };
  form.addEventListener("input", keepSoon);
  form.addEventListener("change", keepSoon);
  window.addEventListener("pagehide", () => { if (timer) keep(form, key); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, key);
    sessionStorage.setItem(pendingKey, key);
  });
  form.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    // Led elsewhere, as to a page to sign in, it has not gone through.
    const { ok, redirected } = ctx.response.raw;
    if (ctx.request.form === form && ctx.request.method !== "GET" && ok && !redirected) {
      clearTimeout(timer);
      timer = 0;
      localStorage.removeItem(key);
    }
  });
}

function fields(form) {
  return [...form.elements].filter((field) => field.name
    && (field.type !== "hidden" || field.hasAttribute("data-combobox-value"))
    && !["password", "file", "submit", "button", "reset"].includes(field.type)
    && !field.closest("[data-draft-skip]"));
}

function keep(form, key) {
  const values = fields(form).map((field) => [field.name, field.value,
    ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
  const typed = fields(form).some((field) => field.value !== field.defaultValue && !["checkbox", "radio"].includes(field.type));
  if (!typed && !localStorage.getItem(key)) return;
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // Storage is full or forbidden: the form works as before, only without a draft.
  }
}

function restore(form, key) {
  const draft = read(key, Number(form.dataset.draftHours || 72));
  if (!draft) return;
  const changed = [];
  for (const field of fields(form)) {
    const found = draft.values.find(([name, value, checked]) => name === field.name && (checked === null || value === field.value));
    if (!found) continue;
    const [, value, checked] = found;
    if (checked === null ? field.value !== value : field.checked !== checked) {
      if (checked === null) field.value = value;
      else field.checked = checked;
      changed.push(field);
    }
  }
  // Told only when all are back: a combobox reads two fields at once.
  for (const field of changed) field.dispatchEvent(new Event("change", { bubbles: true }));
  if (changed.length) announce(form, key);
}

function read(key, hours) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft && Date.now() - draft.at < hours * 3600_000) return draft;
  } catch {
    // Not ours, or cut short: as good as none.
  }
  localStorage.removeItem(key);
  return null;
}

function announce(form, key) {
  const discard = element("button", { type: "button", class: "button button-quiet button-small" }, say("draft_discard"));
  const note = element("div", { class: "callout callout-accent draft-note", role: "status" },
    element("span", { class: "callout-body" }, say("draft_restored")), discard);
  discard.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    for (const field of fields(form)) field.dispatchEvent(new Event("change", { bubbles: true }));
    localStorage.removeItem(key);
    note.remove();
  });
  form.prepend(note);
}
