/* The code stands behind the # of the address, which is sent to no server and so stands in no server's log. */
const form = document.querySelector("[data-let-in]");
const code = location.hash.slice(1);
if (code) {
  history.replaceState(null, "", location.pathname);
  form.querySelector("input[name=code]").value = code;
  form.requestSubmit();
}
