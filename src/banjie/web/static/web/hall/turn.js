/*
 * The screen is turned to the visitor: what the clerk has typed, large, and nothing else. It is read out of the form
 * and stays in this page; nothing is sent before it is agreed to.
 */
const form = document.getElementById("entry");
const turned = document.querySelector("[data-turned]");
const sends = turned.querySelector("[data-through]");
const list = turned.querySelector("[data-turned-read]");
const joined = turned.querySelector("[data-turned-joined]");
// What the office notes for itself is not part of what the visitor says.
const shown = ["body", "place_text_text", "contact_name", "contact_phone", "identity", "kind"];

function words(field) {
  if (field instanceof RadioNodeList) {
    const chosen = [...field].find((each) => each.checked);
    return chosen?.closest("label")?.textContent.trim() ?? "";
  }
  if (field instanceof HTMLSelectElement) return field.value ? field.selectedOptions[0].textContent.trim() : "";
  return field.value.trim();
}

function label(field) {
  if (field instanceof RadioNodeList) return field[0].closest("fieldset")?.querySelector("legend")?.firstChild.textContent.trim() ?? "";
  return form.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim() ?? "";
}

function rows() {
  const answers = [...form.elements].filter((field) => field.name?.startsWith("answer_") && field.id).map((field) => field.name);
  return [...shown, ...new Set(answers)].map((name) => form.elements[name]).filter(Boolean).map((field) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const said = document.createElement("dd");
    term.textContent = label(field);
    said.textContent = words(field) || turned.dataset.none;
    said.classList.toggle("turned-none", !words(field));
    row.append(term, said);
    return row;
  });
}

form.querySelector("[data-turn]").addEventListener("click", () => {
  list.replaceChildren(...rows());
  joined.hidden = !form.elements.merge_into?.value;
  // Without a category it cannot be accepted yet; the visitor is not kept waiting for that.
  sends.value = form.elements.category.value ? sends.dataset.through : "received";
  turned.showModal();
  turned.querySelector("h1").focus();
});
turned.querySelector("[data-turned-wrong]").addEventListener("click", () => turned.close());
turned.addEventListener("close", () => { list.replaceChildren(); form.querySelector("textarea").focus(); });
