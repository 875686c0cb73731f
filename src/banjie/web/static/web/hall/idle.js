/* How long nobody has touched a kiosk: after a while it counts down, which any touch stops, and then it is over. */
const quiet = 45_000;
const seconds = 15;

export function idle(root, { isOpen, over }) {
  const note = root.querySelector("[data-countdown]");
  const words = note.querySelector("[data-countdown-words]");
  const spoken = root.querySelector("[data-spoken]");
  let timer;
  let left = 0;

  function touched() {
    clearTimeout(timer);
    left = 0;
    note.hidden = true;
    timer = setTimeout(begin, quiet);
  }

  function begin() {
    if (!isOpen()) { touched(); return; }
    left = seconds;
    say(spoken.dataset.words.replace("{n}", seconds));
    tick();
  }

  function tick() {
    if (left === 0) { end(); return; }
    words.textContent = words.dataset.words.replace("{n}", left);
    note.hidden = false;
    // Said once more, not every second: nobody could hear anything else.
    if (left === 5) say(spoken.dataset.words.replace("{n}", left));
    left -= 1;
    timer = setTimeout(tick, 1000);
  }

  function end() {
    over();
    say(spoken.dataset.erased);
  }

  function say(text) { spoken.textContent = text; }

  for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
    document.addEventListener(kind, touched, { passive: true, capture: true });
  }
  touched();
  return { rest: touched };
}
