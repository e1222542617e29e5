// The events of the page as objects, what they share, and the building of elements.
// Texts become text nodes, never markup, so nothing in a report can act.

const SVG = "http://www.w3.org/2000/svg";
const NO_PLACE = "none";
const byId = (id) => document.getElementById(id);

/** Return what a block of JSON in the page holds, and drop the block. */
function take(id) {
  const block = byId(id);
  const held = JSON.parse(block.textContent);
  block.remove();
  return held;
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Make an element; strings among its children become text nodes. */
const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

/** Make an isolated piece of text that finds its own direction. */
const bdi = (text, attributes = {}) => el("bdi", { dir: "auto", ...attributes }, String(text));

const tables = take("tables");
const NUMBER = new Intl.NumberFormat("en");
const COLLATOR = new Intl.Collator(["en", "ar"], { numeric: true });
const plural = (count, one, many = `${one}s`) => `${NUMBER.format(count)} ${count === 1 ? one : many}`;
const spaced = (name) => name.replace(/_/g, " ").replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

const FAMILY_OTHER = tables.families.findIndex(([key]) => key === "");
const familyOf = (name) => {
  const number = tables.families.findIndex(([key]) => key === name);
  return number < 0 ? FAMILY_OTHER : number;
};
const TYPES = tables.types.map(([name, family, doc]) => ({ name, doc, label: spaced(name), family: familyOf(family) }));
const FAMILIES = tables.families.map(([key, name, color, sign]) => ({ key, name, color, sign }));
const STATUSES = tables.statuses.map(([name, sign, undrawn]) => ({ name, sign, undrawn: Boolean(undrawn) }));
const ROLES = tables.roles.map(([name, group]) => ({ name, group, label: spaced(name) }));
const LANGS = { ar: "Arabic", en: "English", "": "not known" };
const placeName = (code) => (code === NO_PLACE ? "No place given" : tables.places[code] || code);

const FOLDED = new RegExp(`[${Object.keys(tables.folds).join("").replace(/[\]\\^-]/g, "\\$&")}]`, "gu");

/** Return a text as it is searched: spelling folded as the library folds it, lower case. */
const fold = (text) => text.normalize("NFC").replace(FOLDED, (sign) => tables.folds[sign]).toLowerCase();

/** One event; the getters that cost time remember what they found. */
class Event {
  constructor(row, report, index) {
    this.index = index;
    this.report = report;
    [
      this.type, this.status, this.confidence, this.begin, this.end, this.dated, this.reported, this.places,
      this.where, this.triggers, this.evidence, this.args, this.source, this.lang, this.id, this.happening,
    ] = row;
    if (!this.places.length) this.places = [NO_PLACE];
    this.time = this.begin ? Date.parse(this.begin) : NaN;
    this.facets = { type: [TYPES[this.type].name], place: this.places, status: [STATUSES[this.status].name], lang: [this.lang] };
    this.hidden = 0;
  }

  /** The words of a piece of a passage. */
  slice([passage, start, end]) {
    return this.report.passages[passage][0].slice(start, end);
  }

  /** The fillers: role, words, meaning, pieces. */
  get fillers() {
    return this.args.map(([role, words, meaning, pieces]) => ({
      role: ROLES[role], words: words || this.slice(pieces[0]), meaning: meaning < 0 ? "" : tables.names[meaning], pieces,
    }));
  }

  get day() {
    if (!this.begin) return "";
    return !this.end || this.end === this.begin ? this.begin : `${this.begin} – ${this.end}`;
  }

  /** What a search looks at: evidence, fillers, what they mean, type and report. */
  get words() {
    if (this.searched === undefined) {
      const parts = this.evidence.map((piece) => this.slice(piece));
      for (const filler of this.fillers) parts.push(filler.words, filler.meaning);
      parts.push(...this.where.map((name) => tables.names[name]), TYPES[this.type].label, TYPES[this.type].name);
      parts.push(this.report.title || "", this.report.id, this.report.source || "");
      this.searched = fold(parts.join("\n"));
    }
    return this.searched;
  }
}

/** A report is told by who brought it; where that is but its file, by its headline; else by its id. */
class Report {
  constructor([id, source, url, title, published], passages) {
    Object.assign(this, { id, source, url, title, published, passages });
  }

  get name() {
    const medium = this.source && this.source !== this.id ? this.source : "";
    return medium || this.title || this.id || "report";
  }

  /** Its address, where that is one of the web. */
  get link() {
    return /^https?:\/\//i.test(this.url || "") ? this.url : null;
  }
}

const EVENTS = [];
for (const [about, passages, rows] of take("documents")) {
  const report = new Report(about, passages);
  for (const row of rows) EVENTS.push(new Event(row, report, EVENTS.length));
}

/** Happening -> its events, where several reports tell of it. */
const HAPPENINGS = new Map();
for (const event of EVENTS) {
  if (event.happening < 0) continue;
  if (!HAPPENINGS.has(event.happening)) HAPPENINGS.set(event.happening, []);
  HAPPENINGS.get(event.happening).push(event);
}
