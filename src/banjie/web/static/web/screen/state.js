/* The line that says what time it is, of when the figures are, and whether the connection holds. */
export function stateLine(root) {
  const clock = root.querySelector("[data-clock]");
  const kept = root.querySelector("[data-figures-at]");
  const warning = root.querySelector("[data-lost]");
  const over = root.querySelector("[data-ended]");
  const hours = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit", hour12: false });
  const seconds = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: root.dataset.zone, year: "numeric", month: "long", day: "numeric", weekday: "long" });
  // The clock of a box behind a wall is seldom right: the server's is kept instead.
  let ahead = Date.parse(root.dataset.now) - Date.now();
  let at = new Date(root.dataset.at);
  let since = null;
  let ended = false;

  const now = () => new Date(Date.now() + ahead);
  const write = (holder, text) => { if (holder.textContent !== text) holder.textContent = text; };

  function tell() {
    write(clock, `${day.format(now())} ${hours.format(now())}`);
    write(kept, kept.dataset.words.replace("{time}", seconds.format(at)));
    kept.hidden = Boolean(since) || ended;
    if (since) write(warning.querySelector("[data-lost-words]"), warning.dataset.words.replace("{since}", hours.format(since)).replace("{time}", hours.format(at)));
    warning.hidden = !since || ended;
    over.hidden = !ended;
  }

  setInterval(tell, 1000);
  tell();
  return {
    now,
    fresh(moment, asked) {
      if (ended) { location.reload(); return; }
      at = moment;
      ahead = asked.getTime() - Date.now();
      since = null;
      tell();
    },
    lost() { since ??= now(); tell(); },
    /** The right to look is over: what was shown is taken down. */
    ended() {
      ended = true;
      document.body.classList.add("screen-ended");
      for (const panel of root.querySelectorAll(".board")) panel.replaceChildren();
      tell();
    },
  };
}
