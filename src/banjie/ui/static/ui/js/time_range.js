/* Two handles over a row of bars: which stretch of time is looked at. Works with keys like any range input. */

const calm = 150;

export class TimeRange {
  #from; #to; #bars; #drawn; #words; #changed; #timer = 0;

  /** `bars` are [since, until, count]; `changed` is called once the handles rest, with nothing for the whole time. */
  constructor(box, bars, words, changed) {
    const range = box.querySelector("[data-heat-range]");
    [this.#from, this.#to] = range.querySelectorAll("input");
    [this.#bars, this.#drawn, this.#words, this.#changed] = [bars, [...box.querySelectorAll(".bars rect")], words, changed];
    this.box = box;
    if (bars.length < 2) return;
    range.hidden = false;
    for (const input of [this.#from, this.#to]) input.addEventListener("input", () => this.#move(input));
    box.querySelector("[data-heat-whole]").addEventListener("click", () => this.#whole());
    this.#show();
  }

  /** { since, until } of the handles; null for the whole time. */
  get stretch() {
    const [first, last] = this.#places;
    if (first === 0 && last === this.#bars.length - 1) return null;
    return { since: this.#bars[first][0], until: this.#bars[last][1] };
  }

  get #places() {
    return [Number(this.#from.value), Number(this.#to.value)];
  }

  #move(input) {
    const [first, last] = this.#places;
    if (first > last) (input === this.#from ? this.#to : this.#from).value = input.value;
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(this.stretch), calm);
  }

  #whole() {
    [this.#from.value, this.#to.value] = [0, this.#bars.length - 1];
    this.#show();
    this.#changed(null);
    this.#from.focus();
  }

  #show() {
    const [first, last] = this.#places;
    const within = this.#bars.slice(first, last + 1);
    const [since, until] = [within[0][0], within.at(-1)[1]];
    const count = within.reduce((sum, bar) => sum + bar[2], 0);
    const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    this.#drawn.forEach((bar, place) => bar.classList.toggle("bar-out", place < first || place > last));
    this.box.querySelector("[data-heat-stretch]").textContent = since === until ? since : say(this.#words.to, { since, until });
    this.box.querySelector("[data-heat-count]").textContent = say(this.#words.cases, { n: count.toLocaleString("en") });
    this.#from.setAttribute("aria-valuetext", this.#bars[first][0]);
    this.#to.setAttribute("aria-valuetext", this.#bars[last][1]);
    this.box.querySelector("[data-heat-narrowed]").hidden = this.stretch === null;
    // The handle that can still move lies on top where both are at the end.
    this.#from.classList.toggle("on-top", first > this.#bars.length / 2);
  }
}
