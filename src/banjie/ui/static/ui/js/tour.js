/*
 * <section data-tour data-done="/address/">: steps shown one after the other in a corner, each pointing at a
 * part of the page by an outline. It takes no focus and stops nothing: whoever works on simply works on.
 * At its end, or when it is put away, the address is told, so that it does not come back.
 */
export function start(tour) {
  const steps = [...tour.querySelectorAll("[data-step]")].filter((step) => target(step));
  const next = tour.querySelector("[data-tour-next]");
  const place = tour.querySelector("[data-tour-place]");
  const onward = next.textContent;
  let here = 0;

  const show = () => {
    for (const step of tour.querySelectorAll("[data-step]")) step.hidden = step !== steps[here];
    clear();
    target(steps[here]).setAttribute("data-pointed-at", "");
    place.textContent = `${here + 1} / ${steps.length}`;
    next.textContent = here === steps.length - 1 ? next.dataset.last : onward;
  };
  const end = () => {
    clear();
    tour.remove();
    const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
    fetch(tour.dataset.done, { method: "POST", headers: token }).catch(() => {});
  };
  next.addEventListener("click", () => { here += 1; if (here < steps.length) show(); else end(); });
  tour.querySelector("[data-tour-skip]").addEventListener("click", end);
  tour.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
  if (!steps.length) { tour.remove(); return; }
  tour.hidden = false;
  show();
}

const target = (step) => {
  const found = document.querySelector(step.dataset.target);
  return found?.checkVisibility?.() ?? Boolean(found) ? found : null;
};

function clear() {
  for (const each of document.querySelectorAll("[data-pointed-at]")) each.removeAttribute("data-pointed-at");
}
