// Bars of events by day, week, month or year; a bar that is picked becomes the filter's dates.

const DAY = 86400000;
const UNITS = {
  day: { days: 1, start: (day) => day, next: (day) => day + DAY, name: (day) => iso(day) },
  week: {
    days: 7, start: (day) => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY, next: (day) => day + 7 * DAY,
    name: (day) => `week of ${iso(day)}`,
  },
  month: {
    days: 30, start: (day) => utc(day, 0), next: (day) => utc(day, 1), name: (day) => MONTH.format(day),
  },
  year: {
    days: 365, start: (day) => Date.UTC(new Date(day).getUTCFullYear(), 0, 1),
    next: (day) => Date.UTC(new Date(day).getUTCFullYear() + 1, 0, 1), name: (day) => iso(day).slice(0, 4),
  },
};
const MONTH = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
const MOST_BARS = 400;
const iso = (day) => new Date(day).toISOString().slice(0, 10);
const utc = (day, more) => Date.UTC(new Date(day).getUTCFullYear(), new Date(day).getUTCMonth() + more, 1);

/** Choose a unit that gives neither a few bars nor a carpet. */
function fitting(first, last, wish) {
  const days = (last - first) / DAY + 1;
  let unit = wish || (days <= 45 ? "day" : days <= 182 ? "week" : days <= 3650 ? "month" : "year");
  const coarser = { day: "week", week: "month", month: "year" };
  while (coarser[unit] && days / UNITS[unit].days > MOST_BARS) unit = coarser[unit];
  return unit;
}

/** Return the span to draw: all days, or where a few lie far off, the stretch with nearly all. */
function stretch(days) {
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  if (days.length < 50 || last - first <= 1500 * DAY || chosen.since || chosen.until) return [first, last];
  const sorted = Float64Array.from(days).sort();
  const tail = Math.floor(days.length * 0.02);
  const inner = [sorted[tail], sorted[sorted.length - 1 - tail]];
  return (inner[1] - inner[0]) * 2 < last - first ? inner : [first, last];
}

/** Count the events of each bar, by family. */
function bins(events) {
  let [first, last] = stretch(events.map((event) => event.time));
  if (chosen.since) first = Math.max(first, Date.parse(chosen.since));
  if (chosen.until) last = Math.min(last, Date.parse(chosen.until));
  if (last < first) last = first;
  const unit = fitting(first, last, byId("unit").value);
  const { start, next, name } = UNITS[unit];
  const bars = [];
  const at = new Map();
  for (let day = start(first); day <= last; day = next(day)) {
    at.set(day, bars.length);
    bars.push({ day, end: next(day) - DAY, name: name(day), count: 0, families: FAMILIES.map(() => 0) });
  }
  let outside = 0;
  for (const event of events) {
    const bar = bars[at.get(start(chosen.since ? Math.max(event.time, first) : event.time))];
    if (!bar) {
      outside += 1;
      continue;
    }
    bar.count += 1;
    bar.families[TYPES[event.type].family] += 1;
  }
  return { bars, unit, outside };
}

let room = 0; // pixels for the bars: asked for once and after a resize, for each time the browser must lay out the page

function measureTimeline() {
  room = byId("timeline").clientWidth;
}

/** Draw the bars of the events that fit. */
function drawTimeline(shown) {
  const events = shown.filter(isDrawn);
  const dated = events.filter((event) => event.begin);
  const box = byId("timeline");
  if (!dated.length) {
    box.replaceChildren(el("p", { class: "quiet" }, "No dates to draw."));
    byId("timeline-note").textContent = "";
    return;
  }
  const { bars, unit, outside } = bins(dated);
  const notes = [];
  const guessed = dated.filter((event) => !event.dated).length;
  if (outside) notes.push(`${plural(outside, "event")} far before or after not drawn; choose dates to see them.`);
  if (shown.length > events.length) notes.push(`${plural(shown.length - events.length, "event")} that the text denies left out, on the map too, until you choose negated.`);
  if (events.length > dated.length) notes.push(`${plural(events.length - dated.length, "event")} without a date.`);
  if (guessed) notes.push(`${plural(guessed, "event stands", "events stand")} on the day of the report, for the text gives no other.`);
  byId("timeline-note").textContent = notes.join(" ");
  const focused = box.contains(document.activeElement);
  box.replaceChildren(chart(bars, unit, Math.max(room, 280)));
  if (focused) box.querySelector("[tabindex='0']").focus();
}

function chart(bars, unit, width) {
  const [left, bottom, height] = [44, 22, width > 500 ? 300 : 190];
  const plot = { width: width - left - 6, height: height - bottom - 10 };
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const step = niceStep(most);
  const top = Math.ceil(most / step) * step;
  const y = (count) => 10 + plot.height * (1 - count / top);
  const wide = plot.width / bars.length;
  const figure = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Events by ${unit}; ${bars.length} bars, arrow keys move`,
  });
  for (let count = 0; count <= top; count += step) {
    figure.append(svg("line", { x1: left, x2: width - 6, y1: y(count), y2: y(count), class: "grid" }));
    figure.append(svg("text", { x: left - 5, y: y(count) + 4, class: "tick", "text-anchor": "end" }, NUMBER.format(count)));
  }
  bars.forEach((bar, number) => figure.append(barOf(bar, left + number * wide, wide, y, height - bottom)));
  for (const { x, text } of ticks(bars, unit, left, wide)) {
    figure.append(svg("text", { x, y: height - 6, class: "tick", "text-anchor": "middle" }, text));
  }
  rove(figure, [...figure.querySelectorAll(".bin")], Math.max(0, bars.findLastIndex((bar) => bar.count)));
  return figure;
}

function barOf(bar, x, wide, y, floor) {
  const told = bar.families.map((count, number) => [count, FAMILIES[number].name]).filter(([count]) => count);
  const label = `${bar.name}: ${plural(bar.count, "event")}${told.map(([count, name]) => `, ${count} ${name}`).join("")}`;
  const group = svg("g", { class: "bin", role: "button", tabindex: "-1", "aria-label": label }, svg("title", {}, label));
  group.append(svg("rect", { x, y: 4, width: wide, height: floor - 4, class: "whole" }));
  let below = 0;
  bar.families.forEach((count, number) => {
    if (!count) return;
    const shape = {
      x: x + wide * 0.08, width: Math.max(wide * 0.84, 1), y: y(below + count), height: y(below) - y(below + count),
    };
    group.append(svg("rect", { ...shape, class: `family-${number}` }));
    if (FAMILIES[number].key !== "reform") group.append(svg("rect", { ...shape, fill: `url(#hatch-${number})`, class: "hatch" }));
    below += count;
  });
  whenPicked(group, () => {
    const [since, until] = [iso(bar.day), iso(bar.end)];
    const isSame = chosen.since === since && chosen.until === until;
    Object.assign(chosen, isSame ? { since: "", until: "" } : { since, until });
    changed();
  });
  return group;
}

function niceStep(most) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, [1, 2, 5, 10].find((times) => times * power >= rough) * power);
}

/** Label as many bars as there is room for, at round places. */
function ticks(bars, unit, left, wide) {
  const label = {
    day: (day) => `${new Date(day).getUTCDate()} ${SHORT.format(day)}`,
    week: (day) => `${new Date(day).getUTCDate()} ${SHORT.format(day)}`,
    month: (day) => (new Date(day).getUTCMonth() === 0 || bars.length < 8 ? `${SHORT.format(day)} ${iso(day).slice(0, 4)}` : SHORT.format(day)),
    year: (day) => iso(day).slice(0, 4),
  }[unit];
  const room = unit === "month" ? 62 : 52;
  let every = Math.max(1, Math.ceil(room / wide));
  if (unit === "month") every = [1, 2, 3, 6, 12, 24, 60].find((months) => months >= every) || 120;
  const isRound = (day, number) => (unit === "month"
    ? (new Date(day).getUTCFullYear() * 12 + new Date(day).getUTCMonth()) % every === 0 : number % every === 0);
  return bars.map(({ day }, number) => ({ x: left + (number + 0.5) * wide, text: label(day), keep: isRound(day, number) }))
    .filter(({ keep }) => keep);
}

/** Make one tab stop of a group of shapes; arrow keys, Home and End move within it. */
function rove(figure, items, at) {
  const go = (number) => {
    items.forEach((item, other) => item.setAttribute("tabindex", other === number ? "0" : "-1"));
  };
  if (items.length) go(Math.min(at, items.length - 1));
  figure.addEventListener("keydown", (press) => {
    const now = items.indexOf(press.target.closest("[tabindex]"));
    const to = {
      ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: items.length - 1,
    }[press.key];
    if (now < 0 || to === undefined || to < 0 || to >= items.length) return;
    press.preventDefault();
    go(to);
    items[to].focus();
  });
}

/** Call back when a shape is clicked, or Enter or Space is pressed on it. */
function whenPicked(shape, act) {
  shape.addEventListener("click", act);
  shape.addEventListener("keydown", (press) => {
    if (press.key !== "Enter" && press.key !== " ") return;
    press.preventDefault();
    act();
  });
}

/** The hatchings that tell the families apart without color; drawn once, used by all bars. */
function hatchings() {
  const lines = { diplomacy: "M0 6 L6 0", enforcement: "M3 2.2 v1.6 M2.2 3 h1.6", violence: "M0 0 L6 6 M6 0 L0 6", "": "M0 3 H6" };
  const patterns = FAMILIES.map((family, number) => svg("pattern", {
    id: `hatch-${number}`, width: 6, height: 6, patternUnits: "userSpaceOnUse",
  }, svg("path", { d: lines[family.key] || "", class: "ink" })));
  return svg("svg", { width: 0, height: 0, class: "defs", "aria-hidden": "true" }, svg("defs", {}, ...patterns));
}

function sampleOf(family) {
  const number = FAMILIES.indexOf(family);
  const sample = svg("svg", { viewBox: "0 0 14 14", class: "sample", "aria-hidden": "true" },
    svg("rect", { width: 14, height: 14, class: `family-${number}` }));
  if (family.key !== "reform") sample.append(svg("rect", { width: 14, height: 14, fill: `url(#hatch-${number})` }));
  return sample;
}
