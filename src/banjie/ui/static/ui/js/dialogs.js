/* Native dialogs: opened by data-dialog-open, closed by data-dialog-close, Escape or a click on the veil. */

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  if (event.target.closest?.("[data-dialog-close]")) event.target.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement && onVeil(event)) event.target.close();
});

// <form data-close-on-success> in a dialog: an answer that went well closes it, a refusal leaves it open.
document.addEventListener("htmx:after:request", (event) => {
  const form = event.detail.ctx.request.form;
  if (form?.dataset.closeOnSuccess !== undefined && event.detail.ctx.response.raw.ok) form.closest("dialog")?.close();
});

function onVeil(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** Ask `question` in the page's own dialog; resolves to true when the person goes on. */
export function ask(question, { yes, danger = false } = {}) {
  const dialog = document.getElementById("ui-confirm");
  const go = dialog.querySelector("[data-confirm-yes]");
  dialog.querySelector("#ui-confirm-text").textContent = question;
  go.textContent = yes ?? go.dataset.words ?? (go.dataset.words = go.textContent);
  go.classList.toggle("button-danger", danger);
  go.classList.toggle("button-primary", !danger);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// hx-confirm="…" asks in this dialog; data-confirm-yes names the button, data-confirm-danger makes it red.
document.addEventListener("htmx:confirm", async (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx?.confirm) return;
  event.preventDefault();
  const { confirmYes, confirmDanger } = ctx.sourceElement.dataset;
  if (await ask(ctx.confirm, { yes: confirmYes, danger: confirmDanger !== undefined })) issueRequest();
  else dropRequest();
});

// The same for a plain form: <form data-confirm="…">.
const agreed = new WeakSet();
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.confirm || agreed.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { confirm, confirmYes, confirmDanger } = form.dataset;
  if (!(await ask(confirm, { yes: confirmYes, danger: confirmDanger !== undefined }))) return;
  agreed.add(form);
  form.requestSubmit(event.submitter);
  agreed.delete(form);
}, { capture: true });
