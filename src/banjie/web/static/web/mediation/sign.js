/* A hand on the screen: strokes of a finger, a pen or the mouse, kept as whole numbers in the field's own box. */
const form = document.querySelector("#sign");
const field = document.querySelector("#sign-field");
const path = field.querySelector(".sign-path");
const problem = document.querySelector("#sign-problem");
const box = field.viewBox.baseVal;
const longest = 19000;
let drawn = "";
let drawing = null;
let before = null;

function point(event) {
  const around = field.getBoundingClientRect();
  const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
  return [
    within(((event.clientX - around.left) / around.width) * box.width, box.width),
    within(((event.clientY - around.top) / around.height) * box.height, box.height),
  ];
}

field.addEventListener("pointerdown", (event) => {
  if (drawing !== null || drawn.length > longest) return;
  event.preventDefault();
  drawing = event.pointerId;
  field.setPointerCapture(drawing);
  before = point(event);
  drawn += `M${before.join(" ")}`;
  problem.hidden = true;
});
field.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drawing || drawn.length > longest) return;
  for (const each of event.getCoalescedEvents?.() ?? [event]) {
    const at = point(each);
    if (Math.hypot(at[0] - before[0], at[1] - before[1]) < 2) continue;
    drawn += `L${at.join(" ")}`;
    before = at;
  }
  path.setAttribute("d", drawn);
});
for (const end of ["pointerup", "pointercancel"]) {
  field.addEventListener(end, (event) => { if (event.pointerId === drawing) drawing = null; });
}
document.querySelector("#sign-clear").addEventListener("click", () => { drawn = ""; path.setAttribute("d", ""); });
form.addEventListener("submit", (event) => {
  form.elements.strokes.value = drawn;
  if (drawn) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  problem.textContent = form.dataset.needed;
  problem.hidden = false;
}, true);
