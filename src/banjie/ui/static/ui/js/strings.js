/* Words come from the server in the language of the page (tag ui_strings); scripts hold none. */
const holder = document.getElementById("ui-strings");
const words = holder ? JSON.parse(holder.textContent) : {};

/** The words for `key`, with {names} filled from `values`. */
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
