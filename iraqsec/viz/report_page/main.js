// Puts the parts together: a change of a filter sifts the events once and redraws what shows them.

const PAUSE = 120; // milliseconds that typing may rest before it is searched

/** Redraw after a change of the filters. */
function changed() {
  performance.mark("change");
  view.page = 0;
  update();
  toAddress();
  performance.measure("filter", "change");
}

function update() {
  const { shown, counts, onMap } = sift();
  showFilters(counts);
  drawTable();
  drawTimeline(view.shown);
  drawMap(onMap);
  const told = filterWords();
  byId("count").textContent = shown === EVENTS.length
    ? plural(shown, "event") : `${NUMBER.format(shown)} of ${plural(EVENTS.length, "event")}`;
  byId("chosen").textContent = told ? `Filters: ${told}` : "";
  byId("reset").disabled = !told;
}

/** Call back when a run of calls has paused. */
function settled(act, pause) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

function listen() {
  const words = byId("words");
  words.addEventListener("input", settled(() => {
    chosen.words = words.value;
    changed();
  }, PAUSE));
  for (const name of ["since", "until"]) {
    byId(name).addEventListener("change", (event) => {
      chosen[name] = event.target.value;
      changed();
    });
  }
  byId("least").addEventListener("change", (event) => {
    chosen.least = Number(event.target.value);
    changed();
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", () => {
    clearFilters();
    changed();
    byId("words").focus();
  });
  byId("unit").addEventListener("change", () => drawTimeline(view.shown));
  byId("unfold").addEventListener("change", (event) => {
    view.unfolded = event.target.checked;
    view.open.clear();
    drawTable();
  });
  byId("table").addEventListener("keydown", tableKeys);
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => drawTable(true));
  addEventListener("afterprint", () => drawTable());
  addEventListener("hashchange", () => {
    fromAddress();
    update();
  });
  addEventListener("resize", settled(() => {
    measureTimeline();
    drawTimeline(view.shown);
  }, PAUSE));
}

/** Prepare the words that are searched while nothing else is to do, so that the first search is quick too. */
function prepare(from = 0) {
  const start = performance.now();
  let at = from;
  while (at < EVENTS.length && performance.now() - start < 12) {
    void EVENTS[at].words;
    at += 1;
  }
  if (at < EVENTS.length) setTimeout(prepare, 4, at);
  else document.documentElement.dataset.prepared = "yes";
}

function open() {
  const days = EVENTS.map((event) => event.begin).filter(Boolean).sort();
  const span = days.length ? `, ${days[0]} to ${days[days.length - 1]}` : "";
  byId("about").textContent = `${plural(EVENTS.length, "event")} from ${plural(tables.reports, "report")}${span}`;
  byId("opening").remove();
  document.querySelector(".page").hidden = false;
  document.body.prepend(hatchings());
  measureTimeline();
  if (matchMedia("(max-width: 60rem)").matches) byId("drawer").open = false;
  Object.keys(FACETS).forEach(drawFacet);
  byId("families").append(...FAMILIES.filter((family, number) => EVENTS.some((event) => TYPES[event.type].family === number))
    .map((family) => el("span", {}, sampleOf(family), family.name)));
  drawLegend();
  drawHead();
  listen();
  fromAddress();
  update();
  document.documentElement.dataset.ready = "yes";
  setTimeout(prepare, 50);
}

open();
