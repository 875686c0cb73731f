/*
 * What a person hears when an htmx request does not bring what was asked for. What a page asks for by itself,
 * every so often, is not worth a word each time: only that one is signed out is said, once.
 */
import { say } from "./strings.js";
import { toast } from "./toasts.js";

let toldSignedOut = false;

const byItself = (event) => (event.detail.ctx?.sourceElement ?? event.target).getAttribute?.("hx-trigger")?.includes("every") ?? false;

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx?.response?.status ?? 0;
  // 409 and 422 carry the page's own words and are swapped in like any answer.
  if (status === 409 || status === 422) return;
  if (byItself(event)) {
    if (status !== 401 || toldSignedOut) return;
    toldSignedOut = true;
  }
  toast(say(status === 401 || status === 403 ? "request_refused" : "request_failed"), { tone: "danger" });
});

document.addEventListener("htmx:error", (event) => {
  if (byItself(event)) return;
  if (event.detail.error?.name === "AbortError" || event.detail.error instanceof TypeError) {
    toast(say("request_offline"), { tone: "danger" });
  }
});
