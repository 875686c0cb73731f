/*
 * The pane beside a list: the row that has the focus shows there. A click shows too, Enter opens; where the
 * pane has no room (it is not displayed) everything works as if there were none.
 */
const pause = 120;

export function start(pane) {
  const table = document.querySelector("[data-rows]");
  if (!table) return;
  let timer = 0;
  let asking = null;

  const show = async (link) => {
    const address = link.dataset.preview;
    if (pane.dataset.shown === address) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const text = await answer.text();
      pane.dataset.shown = address;
      pane.innerHTML = text;
      pane.scrollTop = 0;
      globalThis.htmx?.process(pane);
      for (const row of table.querySelectorAll('tr[aria-current="true"]')) row.removeAttribute("aria-current");
      link.closest("tr").setAttribute("aria-current", "true");
    } catch (error) {
      // The line is down or another row was wanted: what is shown stays.
      if (error.name !== "AbortError") pane.dataset.shown = "";
    }
  };

  const visible = () => pane.checkVisibility?.() ?? pane.offsetParent !== null;

  table.addEventListener("focusin", (event) => {
    const link = event.target.closest(".row-link[data-preview]");
    if (!link || !visible()) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link), pause);
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest(".row-link[data-preview]");
    // A click by keyboard (detail 0) is Enter, and opens.
    if (!link || !visible() || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.focus();
    show(link);
  });
  table.addEventListener("dblclick", (event) => {
    const link = event.target.closest(".row-link[data-preview]");
    if (link && visible()) location.assign(link.href);
  });
}
