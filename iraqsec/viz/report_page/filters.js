// What is chosen, which events fit it, and the filters' own controls.

const FACETS = { type: 1, place: 2, status: 4, lang: 8 }; // each with its bit in what hides an event
const DATE_BIT = 16;
const OTHER_BIT = 32;

const chosen = {
  type: new Set(), place: new Set(), status: new Set(), lang: new Set(), since: "", until: "", words: "", least: 0,
};

/** Return the bits of the filters that an event fails. */
function failed(event, facets, words) {
  let hidden = 0;
  for (const [name, bit] of facets) {
    if (!event.facets[name].some((value) => chosen[name].has(value))) hidden |= bit;
  }
  if ((chosen.since && !(event.end >= chosen.since)) || (chosen.until && !(event.begin && event.begin <= chosen.until))) {
    hidden |= DATE_BIT;
  }
  if (event.confidence < chosen.least || !words.every((word) => event.words.includes(word))) hidden |= OTHER_BIT;
  return hidden;
}

/** Mark each event with the filters that it fails, and count the values of each facet among what the others leave. */
function sift() {
  const words = fold(chosen.words).split(/\s+/).filter(Boolean);
  const counts = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Map()]));
  const facets = Object.entries(FACETS);
  const narrowed = facets.filter(([name]) => chosen[name].size);
  const onMap = new Map();
  const add = (found, value) => found.set(value, (found.get(value) || 0) + 1);
  let shown = 0;
  for (const event of EVENTS) {
    const hidden = failed(event, narrowed, words);
    event.hidden = hidden;
    if (!hidden) shown += 1;
    for (const [name, bit] of facets) {
      if (!(hidden & ~bit)) for (const value of event.facets[name]) add(counts[name], value);
    }
    if (!(hidden & ~FACETS.place) && isDrawn(event)) for (const code of event.places) add(onMap, code);
  }
  return { shown, counts, onMap };
}

/** Tell whether pictures count an event: what did not happen is left out of them, unless its status is chosen. */
function isDrawn(event) {
  const status = STATUSES[event.status];
  return !status.undrawn || chosen.status.has(status.name);
}

/** The values that a facet has in this page, each with its label; types by family, the others as they come. */
function valuesOf(name) {
  const found = new Set(EVENTS.flatMap((event) => event.facets[name]));
  if (name === "type") {
    return FAMILIES.flatMap((family, number) => TYPES.filter((type) => type.family === number && found.has(type.name))
      .map((type) => ({ value: type.name, label: type.label, title: type.doc, family, head: family.name })));
  }
  if (name === "status") {
    return STATUSES.filter((status) => found.has(status.name))
      .map((status) => ({ value: status.name, label: status.name, sign: status.sign }));
  }
  if (name === "lang") return [...found].sort().map((lang) => ({ value: lang, label: LANGS[lang] || lang }));
  const rank = (code) => (code === NO_PLACE ? 3 : code.startsWith("IQ-") ? 0 : code === "IQ" ? 1 : 2);
  return [...found]
    .sort((a, b) => rank(a) - rank(b) || COLLATOR.compare(placeName(a), placeName(b)))
    .map((code) => ({
      value: code, label: code === "IQ" ? "Iraq, no governorate" : placeName(code),
      head: ["Governorates", "Governorates", "Abroad", "Unknown"][rank(code)],
    }));
}

const boxes = new Map();

/** Draw the check boxes of a facet. */
function drawFacet(name) {
  const box = byId(`facet-${name}`);
  const values = valuesOf(name);
  if (name === "lang" && values.length < 2) box.hidden = true;
  let head = "";
  for (const { value, label, title, sign, family, head: under } of values) {
    if (under && under !== head) {
      head = under;
      const sample = family ? sampleOf(family) : null;
      box.append(el("p", { class: "under" }, sample, head));
    }
    const input = el("input", { type: "checkbox", value });
    const count = el("span", { class: "count" });
    const bar = el("span", { class: "share", "aria-hidden": "true" });
    const row = el("label", { class: "choice", title: title || null }, input,
      sign ? el("span", { "aria-hidden": "true" }, sign) : null, bdi(label, { class: "name" }), count, bar);
    input.addEventListener("change", () => {
      chosen[name][input.checked ? "add" : "delete"](value);
      changed();
    });
    boxes.set(`${name}=${value}`, { input, count, bar, row });
    box.append(row);
  }
}

/** Show counts and choices in the filters. */
function showFilters(counts) {
  for (const name of Object.keys(FACETS)) {
    const most = Math.max(1, ...counts[name].values());
    for (const [key, { input, count, bar, row }] of boxes) {
      if (!key.startsWith(`${name}=`)) continue;
      const value = key.slice(name.length + 1);
      const number = counts[name].get(value) || 0;
      input.checked = chosen[name].has(value);
      count.textContent = NUMBER.format(number);
      bar.style.width = `${(100 * number) / most}%`;
      row.classList.toggle("empty", !number);
    }
  }
  for (const name of ["since", "until", "words"]) if (byId(name).value !== chosen[name]) byId(name).value = chosen[name];
  byId("least").value = String(chosen.least);
}

/** Say the filters in words, for the head of the list and for paper. */
function filterWords() {
  const parts = [];
  if (chosen.words.trim()) parts.push(`words “${chosen.words.trim()}”`);
  const dates = [chosen.since && `from ${chosen.since}`, chosen.until && `to ${chosen.until}`].filter(Boolean);
  if (dates.length) parts.push(dates.join(" "));
  const labels = { type: (name) => spaced(name), place: placeName, status: String, lang: (lang) => LANGS[lang] || lang };
  for (const name of Object.keys(FACETS)) {
    if (chosen[name].size) parts.push([...chosen[name]].map(labels[name]).join(" or "));
  }
  if (chosen.least) parts.push(`confidence at least ${chosen.least} %`);
  return parts.join("; ");
}

function clearFilters() {
  for (const name of Object.keys(FACETS)) chosen[name].clear();
  Object.assign(chosen, { since: "", until: "", words: "", least: 0 });
}

/** Write the choices into the page's address, so that a view can be kept and sent. */
function toAddress() {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    const plain = value instanceof Set ? [...value].join(",") : String(value || "");
    if (plain) parts.set(name, plain);
  }
  const hash = parts.toString();
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // A browser that lets no page from a file touch its address: the view is just not kept.
  }
}

/** Read the choices from the page's address; what the page does not know is passed over. */
function fromAddress() {
  clearFilters();
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(FACETS)) {
    for (const value of (parts.get(name) || "").split(",")) if (boxes.has(`${name}=${value}`)) chosen[name].add(value);
  }
  for (const name of ["since", "until"]) {
    if (/^\d{4}-\d\d-\d\d$/.test(parts.get(name) || "")) chosen[name] = parts.get(name);
  }
  chosen.words = parts.get("words") || "";
  const least = Number(parts.get("least"));
  chosen.least = [...byId("least").options].some((option) => Number(option.value) === least) ? least : 0;
}
