/* Shows the boards that fit beside each other and turns to the next ones, unless somebody is at work here. */
const wall = matchMedia("(min-width: 1600px) and (min-height: 860px)");
const wide = matchMedia("(min-width: 1600px) and (min-height: 860px) and (min-aspect-ratio: 26/10)");
const undisturbed = 120_000;

export function turnBoards(root) {
  const boards = [...root.querySelectorAll(".board")];
  const button = document.querySelector("[data-turn]");
  const pause = document.querySelector("[data-pause]");
  const told = document.querySelector("[data-board-number]");
  const seconds = Number(root.dataset.turnSeconds);
  const atOnce = () => (wide.matches ? 2 : 1);
  let first = 0;
  let touched = -Infinity;

  function show(from) {
    first = from < boards.length ? from : 0;
    boards.forEach((board, index) => board.toggleAttribute("data-shown", index >= first && index < first + atOnce()));
    const several = wall.matches && boards.length > atOnce();
    button.hidden = !several;
    pause.hidden = !several || !seconds;
    told.textContent = several ? `${Math.floor(first / atOnce()) + 1}/${Math.ceil(boards.length / atOnce())}` : "";
    fitRows(root);
  }

  button.addEventListener("click", () => { touched = performance.now(); show(first + atOnce()); });
  pause.addEventListener("click", () => pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true")));
  for (const shape of [wall, wide]) shape.addEventListener("change", () => show(0));
  addEventListener("resize", () => fitRows(root));
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
  show(0);
  if (seconds) {
    setInterval(() => {
      const busy = performance.now() - touched < undisturbed || pause.getAttribute("aria-pressed") === "true";
      if (!busy && boards.length > atOnce()) show(first + atOnce());
    }, seconds * 1000);
  }
}

/** On a wall a list ends with its last whole row: half a row would read as a fault. */
function fitRows(root) {
  for (const body of root.querySelectorAll("[data-fit]")) {
    const clipped = getComputedStyle(body).overflowY === "hidden" && body.clientHeight > 0;
    body.style.removeProperty("max-height");
    const row = body.querySelector("li:not([hidden])");
    if (!clipped || !row) continue;
    const height = row.getBoundingClientRect().height;
    const above = row.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.style.maxHeight = `${above + Math.floor((body.clientHeight - above) / height) * height}px`;
  }
}
