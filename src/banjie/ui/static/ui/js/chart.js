/*
 * A chart drawn from the table beside it: the table is the source, also for screen readers and without script.
 * Whoever changes the table changes the drawing; a button shows the one in place of the other. Colours are the
 * tokens', so the drawing follows the theme. No tooltip: what it would say stands in the table.
 */
const tones = { accent: "accent-fill", quiet: "ink-3", good: "good-fill", warn: "warn-fill", danger: "danger-fill" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

export async function start(figure) {
  const drawing = figure.querySelector("[data-chart-drawing]");
  const table = figure.querySelector("table");
  wireToggle(figure);
  // Without a canvas the table stays what it is.
  if (!document.createElement("canvas").getContext("2d")) return;
  try {
    if (!globalThis.echarts) await import(figure.dataset.library);
  } catch (error) {
    console.warn("chart:", error);
    return;
  }
  figure.classList.add("chart-drawn");
  figure.querySelector("[data-chart-toggle]").hidden = false;
  const chart = globalThis.echarts.init(drawing, null, { renderer: "canvas" });
  const draw = soon(() => chart.setOption(optionOf(figure, table), { lazyUpdate: true }));
  draw();
  watch(figure, table, chart, draw);
}

function wireToggle(figure) {
  const button = figure.querySelector("[data-chart-toggle]");
  const show = (asTable) => {
    figure.classList.toggle("chart-as-table", asTable);
    button.setAttribute("aria-pressed", String(asTable));
  };
  button.addEventListener("click", () => show(!figure.classList.contains("chart-as-table")));
  figure.addEventListener("chart:table", (event) => show(event.detail));
}

/** Everything that makes the drawing stale; all of it is let go once the figure has left the page. */
function watch(figure, table, chart, draw) {
  const stop = new AbortController();
  const rows = new MutationObserver(draw);
  rows.observe(table.tBodies[0], { childList: true, characterData: true, attributes: true, subtree: true });
  const theme = new MutationObserver(draw);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw, { signal: stop.signal });
  const size = new ResizeObserver(() => {
    if (figure.isConnected) { chart.resize(); draw(); return; }
    for (const observer of [rows, theme, size]) observer.disconnect();
    stop.abort();
    chart.dispose();
  });
  size.observe(figure);
}

/** Many changes of a table in one go are drawn once. */
function soon(act) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; act(); }, 0);
  };
}

function optionOf(figure, table) {
  const look = lookOf(figure);
  const lying = figure.dataset.chart === "bars";
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const names = { type: "category", data: rows.map((row) => row.cells[0].textContent.trim()), axisTick: { show: false }, ...axis(look) };
  const values = valueAxis(figure, look);
  return {
    animation: !still.matches, animationDuration: 0, animationDurationUpdate: 140, animationEasingUpdate: "cubicOut",
    textStyle: look.text,
    grid: { left: 0, right: lying ? look.em * 3 : look.em / 2, top: lying ? 0 : look.em / 2, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: lying ? { ...values, show: false } : { ...names, axisLabel: { ...look.label, hideOverlap: true } },
    yAxis: lying ? { ...names, inverse: true, axisLine: { show: false }, axisLabel: { ...look.label, color: look.ink, width: look.em * 9, overflow: "truncate" } } : values,
    series: [...table.tHead.rows[0].cells].flatMap((head, index) => (index && head.dataset.shape !== "none" ? [series(head, rows, index, look, lying)] : [])),
  };
}

function series(head, rows, column, look, lying) {
  const colour = look.tone(head.dataset.tone);
  const values = rows.map((row) => (row.cells[column]?.dataset.value ? Number(row.cells[column].dataset.value) : null));
  // A line through one point alone is not seen: such a point is marked.
  const alone = (index) => values[index - 1] == null && values[index + 1] == null;
  const data = values.map((value, index) => ({ value, symbol: alone(index) ? "circle" : "none" }));
  const shared = { name: head.textContent.trim(), data, silent: true };
  if ((head.dataset.shape ?? "bar") === "bar") {
    const label = { show: lying, position: "right", color: look.ink, fontSize: look.em, formatter: ({ dataIndex }) => rows[dataIndex].cells[column].textContent.trim() };
    return { ...shared, type: "bar", itemStyle: { color: colour }, barMaxWidth: look.em * 1.2, barGap: "10%", barCategoryGap: "35%", label };
  }
  const dashed = head.dataset.shape === "dashed";
  return { ...shared, type: "line", symbolSize: look.em / 2.5, showAllSymbol: true, lineStyle: { color: colour, width: look.em / (dashed ? 11 : 8), type: dashed ? "dashed" : "solid" }, itemStyle: { color: colour }, connectNulls: false };
}

function valueAxis(figure, look) {
  const max = figure.dataset.chartMax;
  return {
    type: "value", min: 0, max: max ? Number(max) : undefined, interval: max ? Number(max) / 4 : undefined, minInterval: 1, splitNumber: 4, ...axis(look),
    axisLine: { show: false }, splitLine: { lineStyle: { color: look.hairline } },
    axisLabel: { ...look.label, formatter: figure.dataset.chartUnit ? `{value} ${figure.dataset.chartUnit}` : undefined },
  };
}

function axis(look) {
  return { axisLine: { lineStyle: { color: look.edge } }, axisLabel: look.label };
}

function lookOf(figure) {
  const style = getComputedStyle(figure);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const em = Number.parseFloat(style.fontSize);
  return {
    em, ink: value("ink"), edge: value("edge"), hairline: value("hairline"),
    text: { fontFamily: style.fontFamily, fontSize: em },
    label: { color: value("ink-2"), fontSize: em, fontFamily: style.fontFamily },
    tone: (name) => value(tones[name] ?? tones.accent),
  };
}
