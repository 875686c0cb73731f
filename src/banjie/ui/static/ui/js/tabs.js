/*
 * Tabs whose links are "#panel" on this page: one panel at a time, arrow keys, the address remembers. Where there are
 * more than fit, the one for this page is brought into sight.
 */

export function start(bar) {
  const here = bar.querySelector("[aria-current]");
  if (here) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  const links = [...bar.querySelectorAll('a[href^="#"]')];
  const panels = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!links.length || panels.some((panel) => !panel)) return;
  bar.setAttribute("role", "tablist");
  links.forEach((link, index) => {
    link.setAttribute("role", "tab");
    link.id ||= `tab-${panels[index].id}`;
    link.setAttribute("aria-controls", panels[index].id);
    panels[index].setAttribute("role", "tabpanel");
    panels[index].setAttribute("aria-labelledby", link.id);
    panels[index].setAttribute("tabindex", "0");
    panels[index].classList.add("tab-panel");
  });

  const show = (chosen, { focus = false } = {}) => {
    links.forEach((link, index) => {
      link.setAttribute("aria-selected", String(index === chosen));
      link.setAttribute("tabindex", index === chosen ? "0" : "-1");
      panels[index].hidden = index !== chosen;
    });
    if (focus) links[chosen].focus();
  };

  bar.addEventListener("click", (event) => {
    const chosen = links.indexOf(event.target.closest("a"));
    if (chosen < 0) return;
    event.preventDefault();
    history.replaceState(history.state, "", links[chosen].hash);
    show(chosen);
  });
  bar.addEventListener("keydown", (event) => {
    const here = links.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show((here + step + links.length) % links.length, { focus: true });
    else if (event.key === "Home") show(0, { focus: true });
    else if (event.key === "End") show(links.length - 1, { focus: true });
    else return;
    event.preventDefault();
  });
  show(Math.max(links.findIndex((link) => link.hash === location.hash), 0));
}
