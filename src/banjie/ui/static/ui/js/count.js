/* Says how many characters are left once four fifths are used. It never cuts text off. */
import { say } from "./strings.js";

export function start(counter) {
  const area = document.getElementById(counter.dataset.countOf);
  const limit = Number(counter.dataset.limit);
  const show = () => {
    const left = limit - [...area.value].length;
    counter.textContent = left < 0
      ? say("characters_over", { n: -left })
      : left <= limit / 5 ? say("characters_left", { n: left }) : "";
    counter.toggleAttribute("data-over", left < 0);
  };
  area.addEventListener("input", show);
  show();
}
