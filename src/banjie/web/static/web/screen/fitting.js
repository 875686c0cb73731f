/* What stands on a wall is seen whole: figures as large as their panel holds, lists that end with a whole row. */
const smallest = 1.25;
const step = 0.25;

export function fitAll(root) {
  for (const strip of root.querySelectorAll("[data-fit-figures]")) fitFigures(strip);
  for (const body of root.querySelectorAll("[data-fit]")) fitRows(body);
}

/** The largest type at which no figure is cut, in steps, so that a figure that grows by one does not make it flicker. */
function fitFigures(strip) {
  if (!strip.clientWidth) return;
  const largest = Number(getComputedStyle(strip).getPropertyValue("--figure-most"));
  for (let size = largest; size >= smallest; size -= step) {
    strip.style.setProperty("--figure", `${size}rem`);
    if (isWhole(strip)) return;
  }
}

function isWhole(strip) {
  const wide = [strip, ...strip.querySelectorAll("dt, dd")].every((each) => each.scrollWidth <= each.clientWidth);
  const clipped = getComputedStyle(strip).overflowY === "hidden";
  return wide && (!clipped || strip.scrollHeight <= strip.clientHeight);
}

/** On a wall a list ends with its last whole row: half a row would read as a fault. */
function fitRows(body) {
  const clipped = getComputedStyle(body).overflowY === "hidden" && body.clientHeight > 0;
  body.style.removeProperty("max-height");
  const row = body.querySelector("li:not([hidden])");
  if (!clipped || !row) return;
  const height = row.getBoundingClientRect().height;
  const above = row.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.style.maxHeight = `${above + Math.floor((body.clientHeight - above) / height) * height}px`;
}
