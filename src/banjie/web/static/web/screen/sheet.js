/*
 * The drawing of the area. Its outlines come with the page; lamps, figures and points are put onto them. All points
 * of a kind and size are one path of strokes without length, so ten thousand of them cost eight elements.
 */
const reach = 14;

export function drawMap(sheet) {
  if (!sheet) return null;
  const paths = new Map([...sheet.querySelectorAll("[data-spots]")].map((path) => [path.dataset.spots, path]));
  const labels = [...sheet.querySelectorAll("[data-label]")];
  let single = [];

  function show(map) {
    for (const label of labels) showLabel(sheet, label, map.areas[label.dataset.label]);
    single = map.spots.filter((spot) => spot[4]);
    for (const [kind, path] of paths) {
      const drawn = strokes(map.spots, kind);
      if (path.getAttribute("d") !== drawn) path.setAttribute("d", drawn);
    }
    arrange(labels);
  }

  function measure() {
    const box = sheet.getBoundingClientRect();
    const view = sheet.viewBox.baseVal;
    if (!box.width) return;
    sheet.style.setProperty("--px", String(Math.max(view.width / box.width, view.height / box.height)));
    arrange(labels);
  }

  new ResizeObserver(measure).observe(sheet);
  sheet.addEventListener("click", (event) => {
    const url = caseUnder(sheet, event, single);
    if (!url) return;
    event.preventDefault();
    location.assign(url);
  }, { capture: true });
  return { show };
}

function showLabel(sheet, label, found) {
  if (!found) return;
  const tone = `lamp-${found.tone}`;
  const area = sheet.querySelector(`[data-area="${CSS.escape(label.dataset.label)}"]`);
  for (const holder of [label, area]) {
    const named = [...holder.classList].find((name) => /^lamp-(good|warn|danger|neutral)$/.test(name));
    if (named !== tone) { if (named) holder.classList.remove(named); holder.classList.add(tone); }
  }
  for (const name of ["open", "late"]) {
    const slot = label.querySelector(`[data-slot="${name}"]`);
    if (slot.textContent !== found[name]) slot.textContent = found[name];
  }
  const title = area.querySelector("title");
  if (title.textContent !== found.title) title.textContent = found.title;
}

/** `kind` is "late-2": which cases, and the size. A crowd's largest point sets the measure for the others. */
function strokes(spots, kind) {
  const [which, size] = kind.split("-");
  const steps = sizes(spots);
  const low = steps[size - 1];
  const high = steps[size] ?? Infinity;
  // Where one case lies and is late, its square stands for it; in a crowd the square lies on the circle of all.
  const count = ([, , cases, late]) => (which === "late" ? late : cases > 1 || !late ? cases : 0);
  return spots
    .filter((spot) => count(spot) >= low && count(spot) < high)
    .map(([x, y]) => `M${x} ${y}h0`)
    .join("");
}

function sizes(spots) {
  const most = spots.reduce((known, [, , cases]) => Math.max(known, cases), 0);
  return most <= 60 ? [1, 2, 5, 15] : [1, most / 30, most / 10, most / 3];
}

/** Labels that would stand on each other give way: first their figures, then their words; the worst keep theirs. */
function arrange(labels) {
  const placed = [];
  for (const label of labels) {
    label.classList.remove("sheet-bare", "sheet-mute");
    for (const less of ["", "sheet-bare", "sheet-mute"]) {
      if (less) label.classList.add(less);
      const box = label.getBoundingClientRect();
      if (less === "sheet-mute" || placed.every((other) => apart(box, other))) { placed.push(box); break; }
    }
  }
}

function apart(one, other) {
  return one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
}

function caseUnder(sheet, event, single) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  const scale = sheet.getScreenCTM().a;
  let nearest = null;
  let least = reach / scale;
  for (const spot of single) {
    const away = Math.hypot(spot[0] - at.x, spot[1] - at.y);
    if (away < least) { least = away; nearest = spot; }
  }
  return nearest?.[4] ?? null;
}
