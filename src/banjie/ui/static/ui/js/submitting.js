/* A form, or a button that posts, is sent once: a second click or Enter while it is on its way does nothing. */

const onItsWay = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.method === "get") return;
  if (onItsWay.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  onItsWay.add(form);
  markBusy(form, event.submitter, true);
}, { capture: true });

// Another handler stopped the submission (a failed check, a question answered with no).
document.addEventListener("submit", (event) => {
  const sentByHtmx = event.target._htmx !== undefined;
  if (event.defaultPrevented && !sentByHtmx) release(event.target);
});
// Buttons and links that post by htmx: without this htmx would send the second click after the first.
document.addEventListener("htmx:config:request", (event) => {
  const { sourceElement: source, request } = event.detail.ctx;
  if (request.method === "GET" || source.matches("form")) return;
  if (onItsWay.has(source)) {
    event.preventDefault();
    return;
  }
  onItsWay.add(source);
  source.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:finally:request", (event) => {
  const { sourceElement: source } = event.detail.ctx;
  release(source);
  source.removeAttribute("aria-busy");
});
// Back from the next page: the browser shows the old one as it was, busy button included.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});

function release(form) {
  onItsWay.delete(form);
  markBusy(form, null, false);
}

function markBusy(form, submitter, busy) {
  const buttons = submitter ? [submitter] : form.querySelectorAll('[aria-busy="true"]');
  for (const button of buttons) {
    if (busy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
