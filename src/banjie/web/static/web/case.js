/*
 * The page of a case: a ready reply goes into the field it is for, after what stands there; others hear that
 * one is writing, and at once that one has left.
 */
document.addEventListener("change", (event) => {
  const holder = event.target.closest?.("[data-ready-replies]");
  if (!holder || !event.target.value) return;
  const area = event.target.form.querySelector(`textarea[name="${holder.dataset.readyReplies}"]`);
  const before = area.value.trimEnd();
  area.value = before ? `${before}\n${event.target.value}` : event.target.value;
  event.target.value = "";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});

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
