/* Every figure that a screen shows, and what of it is lost: outside a box that clips it, or on another figure. */
() => {
  const shown = "[data-figure] dt, [data-figure] [data-value], [data-note], .panel-note, .rows-head .number, .rows .number, "
    + ".rows time, .screen-clock, [data-figures-at]";
  const page = document.documentElement;
  const clips = (box) => box === page || ["hidden", "clip", "auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const found = [];

  function inkOf(each) {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  }

  // As wide as its ink, as high as its line.
  function boxOf(each) {
    const { left, right } = inkOf(each);
    const { top, bottom } = each.closest("dt, dd").getBoundingClientRect();
    return { left, right, top, bottom };
  }

  // A row below the last one that fits is not shown at all, nor one beside the last column.
  const isBeyond = (ink, room) => ink.top >= room.bottom - 1 || ink.left >= room.right - 1;

  for (const each of document.querySelectorAll(shown)) {
    if (!each.checkVisibility() || !each.textContent.trim()) continue;
    const ink = inkOf(each);
    const lost = [];
    let beyond = false;
    for (let box = each; box; box = box.parentElement) {
      const room = box.getBoundingClientRect();
      if (box.matches("[data-fit]")) beyond = isBeyond(ink, room);
      // Columns that do not fit are dropped whole, which makes their list wider than its box.
      const flows = box === page || box.matches("[data-fit], .two-rows");
      if (!flows && box.clientWidth && box.scrollWidth > box.clientWidth) lost.push(`${box.className} is too narrow`);
      if (!clips(box)) continue;
      if (ink.left < room.left - 1 || ink.right > room.right + 1) lost.push("across");
      if (box !== page && (ink.top < room.top - 3 || ink.bottom > room.bottom + 3)) lost.push("down");
    }
    if (!beyond && lost.length) found.push([each.textContent.trim(), ...lost]);
  }

  const inks = [...document.querySelectorAll("[data-figure] :is(dt, [data-value], [data-note])")]
    .filter((each) => each.textContent.trim())
    .map((each) => [each.textContent, boxOf(each)]);
  const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  inks.forEach(([words, ink], index) => {
    for (const [others, other] of inks.slice(index + 1)) if (overlap(ink, other)) found.push([words, "on", others]);
  });
  return found;
}
