/* Asks for figures again and again: about every twelve seconds, and after a failure sooner, then more patiently. */
const every = 12_000;
const spread = 3_000;
const patience = 8_000;
const longest = 30_000;

export function poll(url, { first, fresh, lost, ended }) {
  let etag = first.etag;
  let failures = 0;
  let timer;

  async function ask() {
    clearTimeout(timer);
    const answer = await read().catch(() => null);
    failures = answer ? 0 : failures + 1;
    clearTimeout(timer);
    timer = setTimeout(ask, pause(answer));
    // Only after the next question is certain: a fault in showing what came must not end the asking.
    if (!answer) lost();
    else if (answer.over) ended();
    else fresh(answer);
  }

  function pause(answer) {
    if (answer?.over) return longest;
    if (answer) return every + (Math.random() - 0.5) * 2 * spread;
    return Math.min(longest, 2 ** failures * 1000) * (0.9 + Math.random() * 0.2);
  }

  async function read() {
    const answer = await fetch(url, {
      headers: { Accept: "application/json", "If-None-Match": etag, Unattended: "1" },
      cache: "no-store", redirect: "error", signal: AbortSignal.timeout(patience),
    });
    if (answer.headers.has("Screen-Ended")) return { over: true };
    if (answer.status !== 200 && answer.status !== 304) throw new Error(String(answer.status));
    const figures = answer.status === 200 ? await answer.json() : null;
    etag = answer.headers.get("ETag") ?? etag;
    return { figures, at: new Date(answer.headers.get("Figures-At")), now: new Date(answer.headers.get("Figures-Asked-At")) };
  }

  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  timer = setTimeout(ask, every + (Math.random() - 0.5) * 2 * spread);
}
