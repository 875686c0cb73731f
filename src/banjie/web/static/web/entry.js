/*
 * Entering a matter, for staff and residents: a chosen place puts the pin, a place that is in no list is kept
 * as it was typed, and whatever decides where the matter goes asks for the suggestion.
 */
const form = document.getElementById("entry");
const deciding = new Set(["category", "longitude", "latitude", "area", "kind", "level", "about_unit"]);
let typed = "";

function tell(name) {
  form.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

function freePlace(event) {
  return event.target.matches?.("[data-free] input[type=text]") ? event.target : null;
}

form.addEventListener("combobox:chosen", (event) => {
  if (!event.target.matches("[data-free]")) return;
  const { longitude, latitude, area } = event.detail;
  // The area of a place without a point; what is typed and in no list has neither.
  const held = form.querySelector("input[type=hidden][name=area]");
  if (held && held.value !== (area ?? "")) {
    held.value = area ?? "";
    held.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (longitude === undefined || longitude === null) return;
  for (const [name, value] of [["lon", longitude], ["lat", latitude]]) {
    const input = form.querySelector(`[data-map-${name}]`);
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// The combobox takes the best match on Tab and forgets what matches nothing. An address is often in no list,
// and a best match that nobody looked at would put the matter in the wrong place: so Tab keeps what was typed.
form.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && freePlace(event)) event.stopPropagation();
}, { capture: true });
form.addEventListener("blur", (event) => {
  typed = freePlace(event)?.value.trim() ?? "";
}, { capture: true });
form.addEventListener("focusout", (event) => {
  const input = freePlace(event);
  if (!input || !typed || input.value === typed) return;
  input.closest("[data-combobox]").dispatchEvent(new CustomEvent("combobox:set", { detail: { value: typed, label: typed } }));
});

// A suggested category is taken by a press, as if it had been chosen from the list.
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-category]");
  if (!button) return;
  const box = form.querySelector("[name=category]").closest("[data-combobox]");
  const { category: value, categoryName: label } = button.dataset;
  box.dispatchEvent(new CustomEvent("combobox:set", { detail: { value, label } }));
  box.querySelector("input[type=text]").focus();
});

// So is a place that the words may mean.
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (!button) return;
  const box = form.querySelector("[data-free]");
  const { place, longitude, latitude, area } = button.dataset;
  box.dispatchEvent(new CustomEvent("combobox:set", { detail: { value: place, label: place, longitude, latitude, area } }));
  box.querySelector("input[type=text]").focus();
});

// So is a level or a kind that the words speak for.
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set]");
  if (!button) return;
  const field = form.elements[button.dataset.set];
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

form.addEventListener("change", (event) => {
  if (event.target.name === "category") tell("category-chosen");
  if (deciding.has(event.target.name) || event.target.name?.startsWith("answer_")) tell("entry-changed");
});

// While somebody types, what is suggested is asked for again and again; what stays the same is not put down anew,
// so that a screen reader says it once and a button keeps its focus.
const shown = new WeakMap();
form.addEventListener("htmx:beforeSwap", (event) => {
  const { target, serverResponse } = event.detail;
  if (!target.hasAttribute("data-once")) return;
  if (shown.get(target) === serverResponse) event.detail.shouldSwap = false;
  shown.set(target, serverResponse);
});
