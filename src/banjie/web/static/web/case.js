/*
 * The page of a case: a ready reply or a draft goes into the field it is for, after what stands there; others hear that
 * one is writing, and at once that one has left.
 */
document.addEventListener("change", (event) => {
  const holder = event.target.closest?.("[data-ready-replies]");
  if (!holder || !event.target.value) return;
  const area = event.target.form.querySelector(`textarea[name="${holder.dataset.readyReplies}"]`);
  put(area, event.target.value);
  event.target.value = "";
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-machine-insert]");
  if (!button) return;
  event.preventDefault();
  const words = button.closest(".machine-text").querySelector("[data-machine-words]").textContent;
  put(button.form.querySelector(`textarea[name="${button.dataset.machineInsert}"]`), words);
});

/** After what stands there, to be changed; nothing is sent. */
function put(area, words) {
  const before = area.value.trimEnd();
  area.value = before ? `${before}\n${words}` : words;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

const presence = document.getElementById("presence");

document.addEventListener("input", (event) => {
  if (!presence || !event.target.closest?.(".command-form")) return;
  const writing = presence.querySelector("[name=writing]");
  if (writing.value === "yes") return;
  writing.value = "yes";
  presence.requestSubmit();
});

addEventListener("pagehide", () => {
  if (!presence) return;
  const form = new FormData(presence);
  form.set("leaving", "yes");
  navigator.sendBeacon(presence.action, form);
});
