/* The pin: two inputs and a mark on the map that always agree. Click, drag, Enter (middle), or type. */
import { element, icon } from "./elements.js";
import { say } from "./strings.js";

export class Pin {
  #lon; #lat; #marker = null; #move = null; #status;

  constructor(box) {
    this.#lon = box.querySelector("[data-map-lon]");
    this.#lat = box.querySelector("[data-map-lat]");
    this.#status = element("p", { class: "visually-hidden", role: "status" });
    box.append(this.#status);
    for (const input of [this.#lon, this.#lat]) input.addEventListener("change", () => this.#moved());
    this.#offerPosition(box.querySelector("[data-map-locate]"));
  }

  /** The present position as [lon, lat], or null when the inputs hold none. */
  get position() {
    const [lon, lat] = [this.#lon, this.#lat].map((input) => (input.value.trim() === "" ? NaN : Number(input.value)));
    return Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
  }

  /** Put the pin at (lon, lat), rounded to about 0.1 m, and tell whoever listens. */
  put(lon, lat) {
    [this.#lon.value, this.#lat.value] = [lon.toFixed(6), lat.toFixed(6)];
    this.#status.textContent = say("map_pin", { lon: this.#lon.value, lat: this.#lat.value });
    this.#move?.(this.position);
    this.#lon.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** `move` is called with each new position; for the picture that stands in for a map. */
  follow(move) {
    this.#move = move;
    if (this.position) move(this.position);
  }

  attach(library, map, { keepView }) {
    const mark = element("div", { class: "map-pin" }, icon("map-pin"));
    this.follow((position) => {
      if (!position) { this.#marker?.remove(); this.#marker = null; return; }
      if (!this.#marker) {
        this.#marker = new library.Marker({ element: mark, anchor: "bottom", draggable: true }).setLngLat(position).addTo(map);
        this.#marker.on("dragend", () => this.put(...this.#marker.getLngLat().toArray()));
      }
      this.#marker.setLngLat(position);
      if (!map.getBounds().contains(position)) map.jumpTo({ center: position, zoom: Math.max(map.getZoom(), 14) });
    });
    if (this.position && !keepView) map.jumpTo({ center: this.position, zoom: 15 });
    map.on("click", (event) => this.put(...event.lngLat.toArray()));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.put(...map.getCenter().toArray());
    });
  }

  #moved() {
    this.#move?.(this.position);
  }

  #offerPosition(button) {
    if (!button || !navigator.geolocation || !window.isSecureContext) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.#status.textContent = say("map_locating");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => this.put(coords.longitude, coords.latitude),
        () => { this.#status.textContent = say("map_not_located"); this.#status.classList.remove("visually-hidden"); },
        { enableHighAccuracy: true, timeout: 8000 },
      );
    });
  }
}
