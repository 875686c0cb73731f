/* A QR code carries the code behind the #, which no server and no other site is ever sent. It is put into the field
   and taken out of the address at once, so that it stays in no history. */
const code = decodeURIComponent(window.location.hash.slice(1)).slice(0, 40);
if (code) {
  window.history.replaceState(null, "", window.location.pathname);
  const field = document.getElementById("code");
  field.value = code;
  field.form.querySelector("button.button-primary").focus();
}
