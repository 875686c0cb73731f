/* Shows the boards that fit beside each other and turns to the next ones, unless somebody is at work here. */
import { fitAll } from "./fitting.js";

const wall = matchMedia("(min-width: 1280px) and (min-height: 700px)");
const wide = matchMedia("(min-width: 1280px) and (min-height: 700px) and (min-aspect-ratio: 26/10)");
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
    fitAll(root);
  }

  button.addEventListener("click", () => { touched = performance.now(); show(first + atOnce()); });
  pause.addEventListener("click", () => pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true")));
  for (const shape of [wall, wide]) shape.addEventListener("change", () => show(0));
  addEventListener("resize", () => fitAll(root));
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
  show(0);
  if (seconds) {
    setInterval(() => {
      const busy = performance.now() - touched < undisturbed || pause.getAttribute("aria-pressed") === "true";
      if (!busy && boards.length > atOnce()) show(first + atOnce());
    }, seconds * 1000);
  }
}
