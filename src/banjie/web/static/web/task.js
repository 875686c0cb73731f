/*
 * Before a form with data-task is sent, the door behind it is asked whether it is crowded. If it is, the browser does
 * the task it is given, which takes a few seconds at most, and sends the form then. What is in it stays where it is.
 */
const ready = new WeakSet();
const working = new WeakSet();

window.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.task || ready.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (working.has(form)) return;
  working.add(form);
  const { submitter } = event;
  submitter?.setAttribute("aria-busy", "true");
  await prepare(form);
  submitter?.removeAttribute("aria-busy");
  working.delete(form);
  ready.add(form);
  form.requestSubmit(submitter);
}, { capture: true });

/** Never keeps anybody from sending: without an answer the server says what is to be done. */
async function prepare(form) {
  try {
    const answer = await fetch(form.dataset.task, { headers: { Accept: "application/json" }, cache: "no-store" });
    const task = await answer.json();
    if (!task.text) return;
    const box = form.querySelector("[data-task-box]");
    box.hidden = false;
    form.elements.task_text.value = task.text;
    form.elements.task_answer.value = await work(form, task, box.querySelector("progress"));
    box.hidden = true;
  } catch {
    // Offline or an old browser; see above.
  }
}

function work(form, task, progress) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(form.dataset.taskWorker);
    worker.onmessage = ({ data }) => {
      if (data.share) progress.value = data.share;
      if (data.answer === undefined) return;
      worker.terminate();
      resolve(data.answer);
    };
    worker.onerror = reject;
    worker.postMessage(task);
  });
}
