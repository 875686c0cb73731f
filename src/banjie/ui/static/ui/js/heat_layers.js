/* What the map of many draws: areas by shade, cells by how many lie in them, single cases by their standing. */
import { onTheme, tokens } from "./map_ground.js";

const nothing = { type: "FeatureCollection", features: [] };
const steps = [1, 2, 3, 4, 5];
const size = 28;

export class HeatLayers {
  #map; #shades = [];

  constructor(map) {
    this.#map = map;
    for (const name of ["areas", "parts", "cells", "points"]) map.addSource(name, { type: "geojson", data: nothing });
    map.addLayer({ id: "areas", type: "fill", source: "areas" });
    map.addLayer({ id: "cells", type: "fill", source: "cells" });
    map.addLayer({ id: "parts", type: "line", source: "parts" });
    map.addLayer({ id: "edges", type: "line", source: "areas" });
    for (const [name, draw] of Object.entries(marks)) map.addImage(name, mark(draw), { pixelRatio: 2 });
    map.addLayer({ id: "points", type: "symbol", source: "points", layout: { "icon-image": ["get", "tone"], "icon-size": 1.2, "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["match", ["get", "tone"], "overdue", 2, "open", 1, 0], "symbol-z-order": "auto" } });
    this.#paint();
    onTheme(() => {
      for (const [name, draw] of Object.entries(marks)) map.updateImage(name, mark(draw));
      this.#paint();
    });
  }

  /** Areas as GeoJSON; `shades` gives 0 to 5 by path. */
  areas(features, shades) {
    for (const feature of features.features) feature.properties.shade = shades.get(feature.properties.path) ?? 0;
    this.#map.getSource("areas").setData(features);
  }

  /** An answer of the server: cells or points; what was drawn before goes. */
  show(answer) {
    const cells = answer.kind === "cells";
    if (cells) this.#shades = answer.shades;
    this.#map.getSource("cells").setData(cells ? collected(answer.cells.map(hexagon)) : nothing);
    this.#map.getSource("points").setData(cells ? nothing : collected(answer.points.map(point)));
    this.#paint();
  }

  /** Outlines of smaller areas, by which one finds one's way; none for nothing. */
  parts(features) {
    this.#map.getSource("parts").setData(features ?? nothing);
  }

  #paint() {
    const value = tokens();
    const shade = (step) => value(step ? `shade-${step}` : "map-land");
    const set = (layer, paint) => { for (const [name, to] of Object.entries(paint)) this.#map.setPaintProperty(layer, name, to); };
    if (this.#map.getLayer("ground")) set("ground", { "background-color": value("map-ground") });
    set("areas", { "fill-color": ["match", ["get", "shade"], ...steps.flatMap((step) => [step, shade(step)]), shade(0)], "fill-opacity": 0.9 });
    const [palest, ...darker] = this.#shades;
    const counts = darker.length ? ["step", ["get", "n"], shade(palest[0]), ...darker.flatMap(([step, least]) => [least, shade(step)])] : shade(steps.length);
    set("cells", { "fill-color": counts, "fill-opacity": 0.86, "fill-outline-color": value("map-land") });
    set("parts", { "line-color": value("line"), "line-width": 0.75, "line-opacity": 0.6, "line-dasharray": [3, 2] });
    set("edges", { "line-color": value("line"), "line-width": 1, "line-opacity": 0.7 });
  }
}

const collected = (features) => ({ type: "FeatureCollection", features });

/** The first corner in hundred-thousandths of a degree, the others as steps from the one before. */
function hexagon([name, n, ...corners]) {
  let [x, y] = [0, 0];
  const ring = [];
  for (let place = 0; place < corners.length; place += 2) {
    [x, y] = [x + corners[place], y + corners[place + 1]];
    ring.push([x / 1e5, y / 1e5]);
  }
  return { type: "Feature", properties: { name, n }, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } };
}

function point([id, longitude, latitude, tone]) {
  return { type: "Feature", properties: { id, tone }, geometry: { type: "Point", coordinates: [longitude, latitude] } };
}

/** The same shapes as lamps: square, disc, ring. */
const marks = {
  overdue: (pen, value) => { pen.fillStyle = value("danger-fill"); pen.strokeStyle = value("surface"); pen.beginPath(); pen.rect(6, 6, 16, 16); pen.fill(); pen.stroke(); },
  open: (pen, value) => { pen.fillStyle = value("accent-fill"); pen.strokeStyle = value("surface"); pen.beginPath(); pen.arc(14, 14, 9, 0, 7); pen.fill(); pen.stroke(); },
  ended: (pen, value) => { pen.fillStyle = value("surface"); pen.strokeStyle = value("ink-3"); pen.lineWidth = 4; pen.beginPath(); pen.arc(14, 14, 7, 0, 7); pen.fill(); pen.stroke(); },
};

function mark(draw) {
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.lineWidth = 3;
  draw(pen, tokens());
  return pen.getImageData(0, 0, size, size);
}
