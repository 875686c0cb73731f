/*
 * The map of many: where they lie, by cells that the server counts, and how areas compare. The picture and the
 * table are in the page already; this puts a map that moves in the picture's place and keeps both to the stretch
 * of time that is looked at. Without WebGL the picture stays.
 */
import { boundsOf } from "./bounds.js";
import { element } from "./elements.js";
import { HeatLayers } from "./heat_layers.js";
import { fetchLibrary, groundMap, hasWebGl } from "./map_ground.js";
import { TimeRange } from "./time_range.js";

const rest = 80;
const partsFrom = 11;
const wider = 0.25;
// Names stand beside figures where there is room for both.
const roomForNames = { areas: 24, width: 560 };

export function start(box) {
  const page = JSON.parse(document.getElementById(box.dataset.script).textContent);
  const heat = new HeatMap(box, page);
  heat.range = new TimeRange(box, page.bars, page.words, () => heat.narrowed());
  if (!hasWebGl()) { heat.stepDown(); return; }
  fetchLibrary(box)
    .then((library) => heat.draw(library))
    .catch((error) => { console.warn("map:", error); heat.stepDown(); });
}

class HeatMap {
  #box; #page; #map = null; #library; #layers; #areas; #labels = []; #asking = null; #held = null; #timer = 0; #pointed = null;

  constructor(box, page) {
    [this.#box, this.#page] = [box, page];
  }

  stepDown() {
    this.#box.classList.add("heat-pictured");
    this.#find("note").hidden = false;
  }

  async draw(library) {
    this.#library = library;
    const holder = element("div", { class: "heat-drawn" });
    this.#find("canvas").append(holder);
    const map = groundMap(library, holder, this.#box);
    const outlines = this.#outlines();
    await new Promise((done) => map.once("load", done));
    this.#map = map;
    this.#layers = new HeatLayers(map);
    this.#areas = await outlines;
    this.#shadeAreas();
    const bounds = boundsOf(this.#areas);
    if (bounds) map.fitBounds(bounds, { padding: 16, duration: 0 });
    map.on("moveend", () => this.#soon());
    map.on("click", (event) => this.#clicked(event));
    map.on("mousemove", (event) => this.#pointedAt(event));
    await this.#ask();
    map.once("idle", () => { this.#find("canvas").querySelector("svg.map-picture")?.remove(); this.#box.classList.add("heat-ready"); });
    map.triggerRepaint();
    this.#box.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: { map, library } }));
  }

  /** The handles have moved: figures, cells and every way onward keep to the new stretch. */
  async narrowed() {
    this.#held = null;
    const asked = this.#asked();
    document.querySelector("[data-heat-list]").href = this.#list();
    this.#find("only").href = `?${new URLSearchParams(asked)}`;
    await Promise.all([this.#ask(), this.#figures(asked)]);
  }

  #asked(more = {}) {
    return { ...this.#page.asked, ...this.range.stretch, ...more };
  }

  #list(more = {}) {
    const { show, ...asked } = this.#asked(more);
    return `${this.#page.urls.list}?${new URLSearchParams(asked)}`;
  }

  async #outlines() {
    const answer = await fetch(this.#page.urls.areas).catch(() => null);
    const found = answer?.ok ? await answer.json() : { type: "FeatureCollection", features: [] };
    const compared = new Set(this.#page.paths);
    return { ...found, features: found.features.filter((feature) => compared.has(feature.properties.path)) };
  }

  async #figures(asked) {
    const answer = await fetch(`${this.#page.urls.figures}?${new URLSearchParams({ ...asked, sort: this.#page.sort })}`).catch(() => null);
    if (!answer?.ok) { this.#problem(true); return; }
    this.#find("figures").innerHTML = await answer.text();
    if (this.#map) this.#shadeAreas();
  }

  #rows() {
    return new Map([...this.#find("figures").querySelectorAll("tr[data-path]")].map((row) => [row.dataset.path, row]));
  }

  #shadeAreas() {
    for (const label of this.#labels) label.remove();
    const [rows, compares] = [this.#rows(), this.#page.show !== "cases"];
    this.#layers.areas(this.#areas, new Map(compares ? [...rows].map(([path, row]) => [path, Number(row.dataset.shade)]) : []));
    if (!compares) return;
    const named = this.#areas.features.length <= roomForNames.areas && this.#find("canvas").clientWidth >= roomForNames.width;
    this.#labels = this.#areas.features.map(({ properties }) => {
      const name = named ? element("span", { class: "tiny" }, properties.title) : null;
      const label = element("div", { class: "heat-label", "aria-hidden": "true" }, name, element("strong", {}, rows.get(properties.path)?.dataset.figure ?? ""));
      return new this.#library.Marker({ element: label }).setLngLat(properties.label_at).addTo(this.#map);
    });
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), rest);
  }

  /** Asks for what lies in view and a little around it, unless that is on the map already. */
  async #ask() {
    if (!this.#map || this.#page.show !== "cases" || this.#covered()) return;
    this.#asking?.abort();
    this.#asking = new AbortController();
    const [view, zoom] = [this.#map.getBounds(), this.#map.getZoom()];
    const [across, down] = [(view.getEast() - view.getWest()) * wider, (view.getNorth() - view.getSouth()) * wider];
    const edges = [Math.max(view.getWest() - across, -180), view.getSouth() - down, Math.min(view.getEast() + across, 180), view.getNorth() + down];
    this.#drawParts(view, edges, zoom);
    const query = new URLSearchParams(this.#asked({ box: edges.map((edge) => edge.toFixed(5)).join(","), zoom: zoom.toFixed(2) }));
    try {
      const answer = await fetch(`${this.#page.urls.cells}?${query}`, { signal: this.#asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.#take(await answer.json());
      this.#held = { edges, zoom };
      this.#problem(false);
    } catch (error) {
      if (error.name !== "AbortError") this.#problem(true);
    }
  }

  /** Close by, the communities and grids around, with their names; the answer is kept by the browser. */
  async #drawParts(view, edges, zoom) {
    const box = edges.map((edge) => edge.toFixed(3));
    const answer = zoom >= partsFrom ? await fetch(`${this.#page.urls.areas}&${new URLSearchParams({ box, zoom: Math.floor(zoom) })}`).catch(() => null) : null;
    const found = answer?.ok ? await answer.json() : null;
    for (const label of this.#labels) label.remove();
    this.#layers.parts(found);
    const inView = (found?.features ?? []).filter(({ properties }) => view.contains(properties.label_at));
    this.#labels = inView.slice(0, roomForNames.areas).map(({ properties }) => {
      const label = element("div", { class: "heat-label heat-label-plain tiny", "aria-hidden": "true" }, properties.title);
      return new this.#library.Marker({ element: label }).setLngLat(properties.label_at).addTo(this.#map);
    });
  }

  #covered() {
    if (!this.#held || Math.abs(this.#held.zoom - this.#map.getZoom()) > 0.25) return false;
    const [west, south, east, north] = this.#held.edges;
    const view = this.#map.getBounds();
    return view.getWest() >= west && view.getEast() <= east && view.getSouth() >= south && view.getNorth() <= north;
  }

  #take(answer) {
    this.#layers.show(answer);
    const words = this.#page.words;
    const points = answer.kind === "points";
    this.#find("legend-title").textContent = answer.total === 0 ? words.nothing : points ? words.points : words.cells.replace("{across}", answer.across);
    const steps = points
      ? ["overdue", "open", "ended"].map((tone) => element("li", {}, element("span", { class: `mark mark-${tone}` }), words[tone]))
      : answer.shades.map(([step, least, most]) => element("li", {}, element("span", { class: `swatch shade-${step}` }), least === most ? written(least) : `${written(least)} – ${written(most)}`));
    this.#find("shades").replaceChildren(...(answer.total === 0 ? [] : steps));
  }

  #under(event) {
    const compares = this.#page.show !== "cases";
    const around = [[event.point.x - 4, event.point.y - 4], [event.point.x + 4, event.point.y + 4]];
    return compares ? this.#map.queryRenderedFeatures(event.point, { layers: ["areas"] })[0] : this.#map.queryRenderedFeatures(around, { layers: ["points", "cells"] })[0];
  }

  /** What lies under the pointer is looked up once a frame at most, and never while the map moves under it. */
  #pointedAt(event) {
    const waiting = this.#pointed !== null;
    this.#pointed = event;
    if (!waiting) requestAnimationFrame(() => {
      if (!this.#map.isMoving()) this.#map.getCanvas().style.cursor = this.#under(this.#pointed) ? "pointer" : "";
      this.#pointed = null;
    });
  }

  async #clicked(event) {
    const found = this.#under(event);
    if (!found) return;
    const popup = new this.#library.Popup({ maxWidth: "20rem", offset: 8 }).setLngLat(event.lngLat);
    const content = element("div", { class: "stack stack-tight heat-popup" });
    popup.setDOMContent(content).addTo(this.#map);
    await this.#say(content, found);
    content.querySelector("a")?.focus();
  }

  async #say(content, { layer, properties }) {
    const words = this.#page.words;
    if (layer.id === "points") {
      const answer = await fetch(this.#page.urls.case.replace("/0/", `/${properties.id}/`)).catch(() => null);
      if (answer?.ok) content.innerHTML = await answer.text();
      else content.append(words.offline);
    } else if (layer.id === "cells") {
      content.append(element("p", { class: "medium" }, words.cases.replace("{n}", written(properties.n))));
      content.append(element("a", { href: this.#list({ cell: properties.name }) }, words.as_list));
    } else {
      const row = this.#rows().get(properties.path);
      content.append(element("p", {}, element("span", { class: "medium" }, properties.title), ` ${row?.dataset.figure ?? ""}`));
      for (const link of row?.querySelectorAll("a[data-cases]") ?? []) content.append(element("a", { href: link.href }, words.as_list));
      for (const link of row?.querySelectorAll("a[data-inside]") ?? []) content.append(element("a", { href: link.href }, words.inside));
    }
  }

  #problem(happened) {
    const told = this.#find("problem");
    told.hidden = !happened;
    told.textContent = happened ? this.#page.words.offline : "";
  }

  #find(name) {
    return this.#box.querySelector(`[data-heat-${name}]`);
  }
}

const written = (number) => number.toLocaleString("en");
