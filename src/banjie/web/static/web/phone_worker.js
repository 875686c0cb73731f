/*
 * Shows that there is news on one matter, and opens its page at a tap. It works for that page alone: its scope is the
 * page's address, so that the message need not say which matter it is. It holds back no request and keeps nothing.
 */
const icon = new URL(self.location).searchParams.get("icon");

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const { title, body, lang } = event.data.json();
  // A newer message takes the place of the last, and makes itself heard.
  const shown = { body, lang, icon, badge: icon, tag: self.registration.scope, renotify: true };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

async function open() {
  const page = self.registration.scope;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find(({ url }) => url.startsWith(page));
  if (!there) return self.clients.openWindow(page);
  await there.focus();
  // A page that was open before this script is not its own to lead on; a new one then.
  return there.navigate(page).catch(() => self.clients.openWindow(page));
}

/* The browser's service gave it another address: the old one is dropped, the new one told. */
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const renewed = newSubscription ?? (options && await self.registration.pushManager.subscribe(options));
  if (oldSubscription) await tell("phone/stop/", oldSubscription);
  if (renewed) await tell("phone/", renewed);
}

function tell(path, subscription) {
  const headers = { "Content-Type": "application/json" };
  return fetch(self.registration.scope + path, { method: "POST", headers, body: JSON.stringify(subscription) });
}
