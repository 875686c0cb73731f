/** An element with attributes and children. `text` children are never read as HTML. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** An icon of the page's sprite; its address is taken from any icon already on the page. */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(namespace, "use");
  const known = document.querySelector("svg.icon use")?.getAttribute("href") ?? "";
  use.setAttribute("href", `${known.split("#")[0]}#${name}`);
  drawing.append(use);
  return drawing;
}
