/* Staff entry: a chosen place puts the pin, and whatever decides where the matter goes asks for the suggestion. */
const form = document.getElementById("entry");
const deciding = new Set(["category", "longitude", "latitude", "kind", "level", "about_unit"]);

function tell(name) {
  form.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

form.addEventListener("combobox:chosen", (event) => {
  const { longitude, latitude } = event.detail;
  if (longitude === undefined || longitude === null) return;
  for (const [name, value] of [["longitude", longitude], ["latitude", latitude]]) {
    const input = form.querySelector(`[data-map-${name === "longitude" ? "lon" : "lat"}]`);
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

form.addEventListener("change", (event) => {
  if (event.target.name === "category") tell("category-chosen");
  if (deciding.has(event.target.name) || event.target.name?.startsWith("answer_")) tell("entry-changed");
});
