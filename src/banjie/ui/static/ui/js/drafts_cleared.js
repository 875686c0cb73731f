/*
 * After a plain form was sent, the next page tells whether it went through: then its draft goes.
 * Not through: a sign-in page (the session had ended), an error page, or the same form again without a
 * redirect (the server refused something, or the connection broke and the page was opened anew).
 */
const pending = sessionStorage.getItem("draft-pending");
if (pending) {
  const sameForm = [...document.querySelectorAll("form[data-draft]")].some((form) => `draft:${form.dataset.draft}` === pending);
  const stopped = document.querySelector('.error-page, input[type="password"]') !== null;
  const redirected = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  if (!stopped && (redirected || !sameForm)) localStorage.removeItem(pending);
  sessionStorage.removeItem("draft-pending");
}

// A page that is the end of a form, though the form itself was never sent.
const ended = document.querySelector("[data-ends-draft]");
if (ended) localStorage.removeItem(`draft:${ended.dataset.endsDraft}`);
