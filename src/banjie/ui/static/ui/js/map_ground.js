/* The ground that every map stands on: plain, or a base map by setting; and the colours of the page. */
import { element } from "./elements.js";
import { say } from "./strings.js";

export function hasWebGl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/**
 * The library with its worker and its sheet, as data-library, data-worker and data-library-sheet of `box` name them.
 * Only now: 300 KB of script and 70 of style that nobody waits for before the page can be used.
 */
export async function fetchLibrary(box) {
  const [library] = await Promise.all([import(box.dataset.library), sheetAt(box.dataset.librarySheet)]);
  library.setWorkerUrl(new URL(box.dataset.worker, location.href).href);
  return library;
}

const sheets = new Map();

function sheetAt(address) {
  if (!sheets.has(address)) sheets.set(address, new Promise((come, fail) => {
    const link = element("link", { rel: "stylesheet", href: address });
    link.addEventListener("load", come);
    link.addEventListener("error", () => { link.remove(); sheets.delete(address); fail(new Error(address)); });
    document.head.append(link);
  }));
  return sheets.get(address);
}

/** A flat map in `container`; `box` carries data-label and, where there is a base map, data-base-map. */
export function groundMap(library, container, box) {
  const map = new library.Map({
    container,
    style: styleOf(box),
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: { "Map.Title": box.dataset.label, "NavigationControl.ZoomIn": say("zoom_in"), "NavigationControl.ZoomOut": say("zoom_out") },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  return map;
}

/** Reads a token of the present theme by its name: tokens()("line"). */
export function tokens() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

export function onTheme(repaint) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

function styleOf(box) {
  const holder = document.getElementById(box.dataset.baseMap ?? "");
  const base = holder ? JSON.parse(holder.textContent) : null;
  if (base?.style_url) return base.style_url;
  const style = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": tokens()("map-ground") } }] };
  if (base?.tiles) {
    style.sources.base = { type: "raster", tiles: base.tiles, tileSize: 256, maxzoom: base.max_zoom ?? 18, attribution: base.attribution ?? "" };
    style.layers.push({ id: "base", type: "raster", source: "base" });
  }
  return style;
}
