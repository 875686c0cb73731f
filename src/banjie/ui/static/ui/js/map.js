/*
 * A map of our own shapes: GeoJSON areas and points from the page or from a URL, on plain ground or on a
 * base map by setting. No tile server is asked unless one is configured. With data-pick a pin fills two
 * inputs; the inputs move the pin. Without WebGL an SVG picture of the same shapes stands in (map_picture.js).
 */
import { boundsOf } from "./bounds.js";
import { fetchLibrary, groundMap, hasWebGl, onTheme, tokens } from "./map_ground.js";
import { drawPicture } from "./map_picture.js";
import { Pin } from "./map_pin.js";

export async function start(box) {
  const canvas = box.querySelector("[data-map-canvas]");
  const features = await featuresOf(box);
  const pin = box.dataset.pick === undefined ? null : new Pin(box);
  if (!hasWebGl()) { stepDown(box, canvas, features, pin); return; }
  try {
    const library = await fetchLibrary(box);
    draw(library, box, canvas, features, pin);
  } catch (error) {
    console.warn("map:", error);
    stepDown(box, canvas, features, pin);
  }
}

async function featuresOf(box) {
  const inline = document.getElementById(box.dataset.features ?? "");
  if (inline) return JSON.parse(inline.textContent);
  const nothing = { type: "FeatureCollection", features: [] };
  if (!box.dataset.featuresUrl) return nothing;
  const answer = await fetch(box.dataset.featuresUrl, { headers: { Accept: "application/geo+json, application/json" } });
  return answer.ok ? answer.json() : nothing;
}

function stepDown(box, canvas, features, pin) {
  box.classList.add("map-pictured");
  drawPicture(canvas, features, { label: box.dataset.label, pin });
  const details = box.querySelector("[data-map-coordinates]");
  if (details) details.open = true;
}

function draw(library, box, canvas, features, pin) {
  canvas.replaceChildren();
  const map = groundMap(library, canvas, box);
  map.on("load", () => {
    map.addSource("shapes", { type: "geojson", data: features });
    addShapes(map, colours());
    box.classList.add("map-drawn");
    box.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: { map, library } }));
  });
  const bounds = boundsOf(features);
  if (bounds) map.fitBounds(bounds, { padding: 24, maxZoom: 16, duration: 0 });
  pin?.attach(library, map, { keepView: Boolean(bounds) });
  if (!pin) makeLinks(library, map);
  followTheme(map);
}

const toned = (colour, kind) => ["match", ["get", "tone"], "good", colour.good[kind], "warn", colour.warn[kind], "danger", colour.danger[kind], colour.accent[kind]];
const isArea = ["==", ["geometry-type"], "Polygon"];

function addShapes(map, colour) {
  map.addLayer({ id: "areas", type: "fill", source: "shapes", filter: isArea, paint: areaPaint(colour) });
  map.addLayer({ id: "edges", type: "line", source: "shapes", filter: isArea, paint: { "line-color": colour.edge, "line-width": 1, "line-opacity": 0.6 } });
  map.addLayer({ id: "points", type: "circle", source: "shapes", filter: ["==", ["geometry-type"], "Point"], paint: pointPaint(colour) });
}

function areaPaint(colour) {
  return { "fill-color": ["case", ["has", "tone"], toned(colour, "soft"), colour.area], "fill-opacity": 0.9 };
}

function pointPaint(colour) {
  return { "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 3, 14, 6], "circle-color": toned(colour, "fill"), "circle-stroke-color": colour.rim, "circle-stroke-width": 1.5 };
}

function colours() {
  const value = tokens();
  const tone = (name) => ({ fill: value(`${name}-fill`), soft: value(`${name}-soft`) });
  return {
    ground: value("map-ground"), area: value("map-land"), edge: value("line"), rim: value("surface"),
    accent: tone("accent"), good: tone("good"), warn: tone("warn"), danger: tone("danger"),
  };
}

function followTheme(map) {
  const repaint = () => {
    if (!map.getLayer("points")) return;
    const colour = colours();
    const paints = { ground: { "background-color": colour.ground }, areas: areaPaint(colour), edges: { "line-color": colour.edge }, points: pointPaint(colour) };
    for (const [layer, paint] of Object.entries(paints)) {
      if (map.getLayer(layer)) for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer, name, value);
    }
  };
  onTheme(repaint);
}

function makeLinks(library, map) {
  const popup = new library.Popup({ closeButton: false, closeOnClick: false, maxWidth: "20rem", offset: 10 });
  const under = (event) => map.queryRenderedFeatures(event.point, { layers: ["points", "areas"].filter((layer) => map.getLayer(layer)) })[0];
  map.on("mousemove", (event) => {
    const feature = under(event);
    map.getCanvas().style.cursor = feature?.properties.url ? "pointer" : "";
    if (feature?.properties.title) popup.setLngLat(event.lngLat).setText(feature.properties.title).addTo(map);
    else popup.remove();
  });
  map.on("mouseout", () => popup.remove());
  map.on("click", (event) => {
    const url = under(event)?.properties.url;
    if (url) location.assign(url);
  });
}
