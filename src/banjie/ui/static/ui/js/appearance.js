/* The person's look: kept in a cookie, so that the server writes it into the page and nothing flashes. */
const year = 365 * 24 * 3600;

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.("[data-set-theme], [data-set-density]");
  if (!chosen) return;
  const name = chosen.dataset.setTheme !== undefined ? "theme" : "density";
  const value = chosen.dataset[name === "theme" ? "setTheme" : "setDensity"];
  document.cookie = `${name}=${value}; path=/; max-age=${value ? year : 0}; samesite=lax`;
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
  for (const other of document.querySelectorAll(`[data-set-${name}]`)) {
    other.setAttribute("aria-pressed", String(other === chosen));
  }
});
