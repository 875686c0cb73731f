/*
 * “Tell me on this phone”. Nothing is asked of anybody before the button is pressed; then the browser asks its holder,
 * and its maker's service for an address, and only that address is told to us. Each matter has one of its own.
 */
const box = document.querySelector("[data-phone]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

if (box?.dataset.phone === "") letGo();
else if (box && able) offer();
else if (box && "standalone" in navigator && !navigator.standalone) show("apple");

async function offer() {
  const found = await (await registration())?.pushManager.getSubscription();
  for (const button of box.querySelectorAll("[data-tap]")) {
    button.addEventListener("click", () => press(button));
  }
  if (found && isOurs(found)) show("on");
  else show(Notification.permission === "denied" ? "blocked" : "off");
}

async function press(button) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const next = await (button.dataset.tap === "on" ? begin() : end()).catch(() => "failed");
  button.removeAttribute("aria-busy");
  show(next);
  box.querySelector(`[data-state="${next}"]`).focus();
}

async function begin() {
  const allowed = await Notification.requestPermission();
  if (allowed !== "granted") return allowed === "denied" ? "blocked" : "off";
  const made = await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.page });
  try {
    await working(made);
    const earlier = await made.pushManager.getSubscription();
    if (earlier && !isOurs(earlier)) await earlier.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: box.dataset.phone };
    await tell("phone/", await made.pushManager.subscribe(options));
  } catch (error) {
    await letGo();
    throw error;
  }
  return "on";
}

async function end() {
  const found = await (await registration())?.pushManager.getSubscription();
  if (found) await tell("phone/stop/", found);
  await letGo();
  return "off";
}

/** The address at the browser's service goes with the script that it belongs to. */
async function letGo() {
  const found = await registration();
  await (await found?.pushManager?.getSubscription())?.unsubscribe();
  await found?.unregister();
}

/** This page's own, not that of a wider address. */
async function registration() {
  const found = await navigator.serviceWorker?.getRegistration(box.dataset.page);
  return found?.scope.endsWith(box.dataset.page) ? found : undefined;
}

function working({ active, waiting, installing }) {
  if (active) return active;
  const coming = installing ?? waiting;
  return new Promise((resolve, reject) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") reject(new Error("redundant"));
    });
  });
}

function isOurs({ options }) {
  const key = options.applicationServerKey;
  if (!key) return true;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === box.dataset.phone;
}

async function tell(path, subscription) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(subscription);
  const answer = await fetch(box.dataset.page + path, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(answer.status);
}

function show(state) {
  box.hidden = false;
  for (const part of box.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  for (const button of box.querySelectorAll("[data-tap]")) {
    button.hidden = button.dataset.tap !== ({ on: "off", off: "on", failed: "on" })[state];
  }
}
