/* The same shapes as a plain SVG picture, for browsers that cannot draw the map. A click still puts the pin. */
import { boundsOf } from "./bounds.js";
import { element } from "./elements.js";
import { say } from "./strings.js";

const namespace = "http://www.w3.org/2000/svg";
const width = 800;

export function drawPicture(canvas, features, { label, pin }) {
  const bounds = boundsOf(features);
  const note = element("p", { class: "map-note" }, say(pin ? "map_no_picture" : "map_unavailable"));
  if (!bounds) { canvas.replaceChildren(note); return; }
  const frame = framed(bounds);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${frame.height}`, role: "img", "aria-label": label, class: "map-picture" });
  for (const feature of features.features) if (feature.geometry) picture.append(shape(feature, frame));
  if (pin) followPin(picture, pin, frame);
  canvas.replaceChildren(picture, note);
}

/** Plate carrée around the middle latitude: true enough for one county. */
function framed([[west, south], [east, north]]) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const margin = 16;
  const scale = (width - 2 * margin) / Math.max((east - west) * squeeze, 1e-6);
  return {
    height: Math.min(Math.max((north - south) * scale + 2 * margin, 200), 1200),
    to: ([lon, lat]) => [margin + (lon - west) * squeeze * scale, margin + (north - lat) * scale],
    from: ([x, y]) => [west + (x - margin) / (squeeze * scale), north - (y - margin) / scale],
  };
}

function shape({ geometry, properties }, frame) {
  const tone = properties?.tone ? ` map-tone-${properties.tone}` : "";
  if (geometry.type === "Point") {
    const [cx, cy] = frame.to(geometry.coordinates);
    return titled(svg("circle", { cx, cy, r: 6, class: `map-point${tone}` }), properties);
  }
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  const path = polygons.flat().map((ring) => `M${ring.map((point) => frame.to(point).map((n) => n.toFixed(1)).join(" ")).join("L")}Z`).join("");
  return titled(svg("path", { d: path, class: `map-area${tone}`, "fill-rule": "evenodd" }), properties);
}

function titled(made, properties) {
  if (properties?.title) {
    const title = svg("title", {});
    title.textContent = properties.title;
    made.append(title);
  }
  return made;
}

function followPin(picture, pin, frame) {
  const mark = svg("circle", { r: 9, class: "map-picture-pin", visibility: "hidden" });
  picture.append(mark);
  picture.classList.add("map-picture-picks");
  pin.follow((position) => {
    mark.setAttribute("visibility", position ? "visible" : "hidden");
    if (!position) return;
    const [cx, cy] = frame.to(position);
    mark.setAttribute("cx", cx);
    mark.setAttribute("cy", cy);
  });
  picture.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    pin.put(...frame.from([point.x, point.y]));
  });
}

function svg(tag, attributes) {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
