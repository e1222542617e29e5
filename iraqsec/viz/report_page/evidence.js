// An event's evidence: the passages of its report with what was found in them marked, and the list of fillers.
// Marks may nest and overlap. A passage is cut into segments at every edge; each mark underlines its segments in a lane
// of its own, inner marks nearest to the letters, and its label stands behind the word that it ends in.

const LANE = 5;
const WORD_END = /[\p{L}\p{M}\p{N}\u0640]*/uy;
const GROUP_ORDER = tables.groups.map(([key]) => key);

/** All that is marked of an event, by passage. */
function marksOf(event) {
  const found = new Map();
  const put = ([passage, start, end], mark) => {
    if (!found.has(passage)) found.set(passage, []);
    found.get(passage).push({ start, end, lane: 0, ...mark });
  };
  for (const piece of event.triggers) put(piece, { group: "trigger", label: TYPES[event.type].label, title: "the words that name the event" });
  for (const { role, words, meaning, pieces } of event.fillers) {
    for (const piece of pieces) put(piece, { group: role.group, label: role.label, title: `${role.label}: ${meaning || words}` });
  }
  for (const piece of event.source ? event.source[1] : []) put(piece, { group: "source", label: "says", title: "who says so" });
  return found;
}

/** Give each mark the highest lane that is free, shorter ones first. */
function laned(marks) {
  const placed = [];
  const order = (mark) => (mark.group === "source" ? GROUP_ORDER.length : GROUP_ORDER.indexOf(mark.group));
  for (const mark of [...marks].sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start || order(a) - order(b))) {
    if (placed.some((other) => other.start === mark.start && other.end === mark.end && other.label === mark.label)) continue;
    const taken = new Set(placed.filter((other) => other.start < mark.end && mark.start < other.end).map((other) => other.lane));
    while (taken.has(mark.lane)) mark.lane += 1;
    placed.push(mark);
  }
  return placed;
}

function wordEnd(text, at) {
  WORD_END.lastIndex = at;
  const match = WORD_END.exec(text);
  return match ? at + match[0].length : at;
}

/** Return a passage as a paragraph in its own direction. */
function lineOf([text, isRtl, cut], marks, evidence) {
  const placed = laned(marks);
  const lanes = Math.max(0, ...placed.map((mark) => mark.lane + 1));
  const line = el("p", { class: "line", dir: isRtl ? "rtl" : "ltr", lang: isRtl ? "ar" : "en" });
  if (lanes > 1) line.style.lineHeight = `calc(1.95em + ${(lanes - 1) * LANE}px)`;
  const labels = new Map();
  for (const mark of placed) {
    const at = wordEnd(text, mark.end);
    labels.set(at, [...(labels.get(at) || []), mark]);
  }
  const edges = new Set([0, text.length, ...labels.keys()]);
  for (const { start, end } of [...placed, ...evidence]) edges.add(start).add(end);
  const ordered = [...edges].sort((a, b) => a - b);
  if (cut & 1) line.append("… ");
  ordered.slice(0, -1).forEach((start, number) => {
    const end = ordered[number + 1];
    const over = placed.filter((mark) => mark.start < end && mark.end > start).sort((a, b) => a.lane - b.lane);
    const isEvidence = evidence.some((piece) => piece.start < end && piece.end > start);
    line.append(segment(text.slice(start, end), over, isEvidence));
    for (const mark of labels.get(end) || []) {
      line.append(el("bdi", { dir: "ltr", lang: "en", class: `label edge-${mark.group}` }, mark.label));
    }
  });
  if (cut & 2) line.append(" …");
  return line;
}

function segment(text, over, isEvidence) {
  if (!over.length) return isEvidence ? document.createTextNode(text) : el("span", { class: "around" }, text);
  let inner = document.createTextNode(text);
  for (const mark of over) {
    inner = el("span", { class: `under-${mark.group} lane` }, inner);
    inner.style.paddingBottom = `${mark.lane * LANE + 1}px`;
  }
  const trigger = over.some((mark) => mark.group === "trigger") ? " trigger" : "";
  return el("mark", { class: `on-${over[0].group}${trigger}`, title: over.map((mark) => mark.title).join("\n") }, inner);
}

/** Return the passages that an event rests on; "…" stands where others lie between. */
function textOf(event) {
  const marks = marksOf(event);
  const evidence = new Map();
  for (const [passage, start, end] of event.evidence) evidence.set(passage, [...(evidence.get(passage) || []), { start, end }]);
  const numbers = [...new Set([...marks.keys(), ...evidence.keys()])].sort((a, b) => a - b);
  const box = el("div", { class: "text" });
  let before = numbers[0];
  for (const number of numbers) {
    if (number > before + 1) box.append(el("p", { class: "gap" }, "…"));
    box.append(lineOf(event.report.passages[number], marks.get(number) || [], evidence.get(number) || []));
    before = number;
  }
  if (!numbers.length) box.append(el("p", { class: "quiet" }, "The page was made without the words of the reports."));
  return box;
}

/** Return all there is to an event. */
function detailOf(event) {
  const facts = el("dl", { class: "facts" });
  const fact = (name, ...told) => facts.append(el("dt", {}, name), el("dd", {}, ...told));
  for (const { role, words, meaning } of event.fillers) {
    facts.append(el("dt", { class: `edge-${role.group}` }, role.label));
    facts.append(el("dd", {}, bdi(words), meaning ? el("span", { class: "means" }, " = ", bdi(meaning)) : null));
  }
  if (event.source) fact("says", bdi(event.source[0]));
  const report = el("p", { class: "report" }, "Report: ", bdi(event.report.title || event.report.name));
  for (const name of new Set([event.report.name, event.report.id])) {
    if (name && event.report.title && name !== event.report.title) report.append(" · ", bdi(name));
  }
  if (event.report.published || event.reported) report.append(` · ${event.report.published || event.reported}`);
  if (event.report.link) {
    report.append(" · ", el("a", { href: event.report.link, rel: "noopener noreferrer", target: "_blank" }, "source on the web"));
  }
  report.append(el("span", { class: "id" }, ` · event ${event.id}`));
  return el("div", { class: "detail" }, textOf(event), facts, report, elsewhere(event));
}

/** Return the other reports of the same happening, each a button that shows it. */
function elsewhere(event) {
  const others = (HAPPENINGS.get(event.happening) || []).filter((other) => other !== event);
  if (!others.length) return null;
  const list = el("ul", {});
  for (const other of others) {
    const button = el("button", { type: "button", class: "plain" }, bdi(other.report.title || other.report.name));
    button.addEventListener("click", () => reveal(other));
    list.append(el("li", {}, button, ` ${other.day} · ${LANGS[other.lang] || other.lang}`));
  }
  return el("div", { class: "elsewhere" }, el("p", {}, "The same happening in other reports:"), list);
}

/** The marks' legend. */
function drawLegend() {
  const used = new Set(["trigger", ...ROLES.map((role) => role.group)]);
  byId("marks").append(...tables.groups.filter(([key]) => used.has(key))
    .map(([key, name]) => el("span", {}, el("mark", { class: `on-${key}` }, el("span", { class: `under-${key} lane` }, name)))));
}
