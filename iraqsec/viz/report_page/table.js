// The table: sorted, a page of rows at a time, each row with its evidence beneath it when asked for.

const ROWS = 50;
const MOST_PRINTED = 500;
const COLUMNS = [
  { key: "date", label: "Date", by: (event) => event.begin || "", down: true },
  { key: "type", label: "Event", by: (event) => TYPES[event.type].label },
  { key: "status", label: "Status", by: (event) => event.status },
  { key: "where", label: "Where", by: (event) => tables.names[event.where[0]] || "" },
  { key: "what", label: "Who and what" },
  { key: "report", label: "Report", by: (event) => event.report.name },
  { key: "sure", label: "Conf.", title: "confidence", by: (event) => event.confidence, down: true },
];
const view = { sort: "date", down: true, page: 0, shown: [], open: new Set(), unfolded: false };
const sorted = new Map();

/** Return all events in the order of a column; equal ones, and those without anything there, by number, at the end. */
function inOrder(key, down) {
  const name = `${key}-${down}`;
  if (!sorted.has(name)) {
    const { by } = COLUMNS.find((column) => column.key === key);
    const keyed = EVENTS.map((event) => [by(event), event]);
    const sign = down ? -1 : 1;
    const isText = key === "where" || key === "report" || key === "type";
    const compare = isText ? COLLATOR.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    keyed.sort(([a, one], [b, other]) => (a === "") - (b === "") || sign * compare(a, b) || one.index - other.index);
    sorted.set(name, keyed.map(([, event]) => event));
  }
  return sorted.get(name);
}

function drawHead() {
  const row = el("tr", {});
  for (const { key, label, title, by, down } of COLUMNS) {
    const cell = el("th", { scope: "col", class: `c-${key}`, title: title || null });
    if (by) {
      const button = el("button", { type: "button", class: "sort" }, label, el("span", { class: "arrow", "aria-hidden": "true" }));
      button.addEventListener("click", () => {
        view.down = view.sort === key ? !view.down : Boolean(down);
        Object.assign(view, { sort: key, page: 0 });
        drawTable();
      });
      cell.append(button);
    } else {
      cell.append(label);
    }
    row.append(cell);
  }
  byId("table").tHead.replaceChildren(row);
}

/** Draw the page of rows; `all` draws as many as go onto paper. */
function drawTable(all = false) {
  view.shown = inOrder(view.sort, view.down).filter((event) => !event.hidden);
  const pages = Math.max(1, Math.ceil(view.shown.length / ROWS));
  view.page = Math.min(view.page, pages - 1);
  const from = all ? 0 : view.page * ROWS;
  const events = view.shown.slice(from, all ? MOST_PRINTED : from + ROWS);
  const rows = events.flatMap((event) => {
    const row = rowOf(event);
    return isOpen(event) ? [row, underneath(event)] : [row];
  });
  if (!rows.length) {
    rows.push(el("tr", {}, el("td", { colspan: COLUMNS.length, class: "nothing" }, "No event fits all filters.")));
  }
  byId("table").tBodies[0].replaceChildren(...rows);
  COLUMNS.forEach(({ key, by }, number) => {
    if (!by) return;
    const isSorted = view.sort === key;
    const cell = byId("table").tHead.rows[0].cells[number];
    cell.setAttribute("aria-sort", isSorted ? (view.down ? "descending" : "ascending") : "none");
    cell.querySelector(".arrow").textContent = isSorted ? (view.down ? " ▼" : " ▲") : "";
  });
  drawPager(pages);
  const printed = Math.min(view.shown.length, MOST_PRINTED);
  byId("printed").textContent = all && printed < view.shown.length
    ? `The first ${NUMBER.format(printed)} of ${NUMBER.format(view.shown.length)} events.` : "";
}

const isOpen = (event) => view.unfolded !== view.open.has(event.index);

function rowOf(event) {
  const type = TYPES[event.type];
  const status = STATUSES[event.status];
  const family = FAMILIES[type.family];
  const button = el("button", {
    type: "button", class: `open chip-${type.family}`, "aria-expanded": String(isOpen(event)), "data-event": event.index,
  }, el("span", { "aria-hidden": "true", class: "sign" }, family.sign), ` ${type.label}`);
  const where = el("td", { class: "c-where", "data-label": "Where" });
  event.where.slice(0, 3).forEach((name, number) => where.append(number ? ", " : "", bdi(tables.names[name])));
  if (event.where.length > 3) where.append(" …");
  const what = el("td", { class: "c-what", "data-label": "Who and what" });
  const told = event.fillers.filter(({ role }) => role.name !== "place" && role.name !== "time");
  for (const { role, words, meaning } of told.slice(0, 5)) {
    const shown = role.group === "number" && meaning ? meaning : words;
    what.append(el("span", { class: "told" }, el("small", {}, `${role.label} `), bdi(shown)), " ");
  }
  if (told.length > 5) what.append(`+ ${told.length - 5}`);
  const day = el("td", { class: event.dated ? "c-date" : "c-date guessed", "data-label": "Date" }, event.begin || "–");
  if (event.end && event.end !== event.begin) day.append(el("span", { class: "until" }, ` – ${event.end}`));
  if (event.begin && !event.dated) day.append(el("small", { title: "the text gives the event no day: this is the report's" }, " reported"));
  const more = (HAPPENINGS.get(event.happening) || []).length;
  const report = el("td", { class: "c-report", "data-label": "Report" }, bdi(event.report.name), el("small", {}, ` ${event.lang}`));
  if (more > 1) report.append(el("small", { class: "more" }, ` ${more} reports`));
  const row = el("tr", { class: "event" },
    day, el("td", { class: "c-type", "data-label": "Event" }, button),
    el("td", { class: `c-status is-${status.name}`, "data-label": "Status" }, el("span", { "aria-hidden": "true" }, `${status.sign} `), status.name),
    where, what, report, el("td", { class: "c-sure", "data-label": "Confidence" }, `${event.confidence} %`));
  row.addEventListener("click", (click) => {
    if (click.target.closest("a") || String(getSelection())) return;
    toggle(event, row);
  });
  return row;
}

function underneath(event) {
  const cell = el("td", { colspan: COLUMNS.length }, detailOf(event));
  return el("tr", { class: "beneath" }, cell);
}

/** Show or hide the evidence of a row. */
function toggle(event, row) {
  view.open[view.open.has(event.index) ? "delete" : "add"](event.index);
  const now = isOpen(event);
  row.querySelector(".open").setAttribute("aria-expanded", String(now));
  if (now) row.after(underneath(event));
  else if (row.nextElementSibling && row.nextElementSibling.classList.contains("beneath")) row.nextElementSibling.remove();
}

const rowWith = (event) => byId("table").querySelector(`[data-event="${event.index}"]`);

/** Show an event with its evidence, wherever it stands; filters that hide it are cleared. */
function reveal(event) {
  if (event.hidden) {
    clearFilters();
    changed();
  }
  view.page = Math.floor(view.shown.indexOf(event) / ROWS);
  if (!isOpen(event)) view.open[view.unfolded ? "delete" : "add"](event.index);
  drawTable();
  const button = rowWith(event);
  button.closest("tr").scrollIntoView({ block: "start" });
  button.focus();
}

function drawPager(pages) {
  const box = document.querySelector(".pager");
  const held = document.activeElement && box.contains(document.activeElement) ? document.activeElement.dataset.go : null;
  const from = view.page * ROWS;
  const button = (go, label, page, off) => {
    const made = el("button", { type: "button", "data-go": go, disabled: off }, label);
    made.addEventListener("click", () => {
      view.page = page;
      drawTable();
      byId("table-title").scrollIntoView({ block: "start" });
    });
    return made;
  };
  box.hidden = pages < 2;
  box.replaceChildren(
    button("first", "First", 0, view.page === 0), button("back", "Previous", view.page - 1, view.page === 0),
    el("span", {}, `${NUMBER.format(from + 1)}–${NUMBER.format(Math.min(from + ROWS, view.shown.length))} of ${NUMBER.format(view.shown.length)}`),
    button("on", "Next", view.page + 1, view.page >= pages - 1), button("last", "Last", pages - 1, view.page >= pages - 1),
  );
  const again = held && [...box.querySelectorAll("button:not(:disabled)")];
  if (again && again.length) (again.find((one) => one.dataset.go === held) || again[0]).focus();
}

/** Arrow keys go from row to row, Escape hides the evidence that the focus is in or above. */
function tableKeys(press) {
  const buttons = [...byId("table").querySelectorAll(".open")];
  const now = buttons.indexOf(press.target);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1 }[press.key];
  if (now >= 0 && to !== undefined && buttons[to]) {
    press.preventDefault();
    buttons[to].focus();
  }
  if (press.key !== "Escape") return;
  const row = press.target.closest("tr");
  const button = (row && row.classList.contains("beneath") ? row.previousElementSibling : row)?.querySelector(".open[aria-expanded='true']");
  if (!button) return;
  toggle(EVENTS[Number(button.dataset.event)], button.closest("tr"));
  button.focus();
}
