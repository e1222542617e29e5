// Iraq by governorate: how many events there are of what the other filters leave; a governorate that is picked filters.

const SHADES = 5;

function drawMap(counts) {
  const { width, height, shapes, points } = tables.map;
  const box = byId("map");
  const drawn = [...shapes.map((shape) => shape[0]), ...points.map((point) => point[0])];
  const most = Math.max(1, ...drawn.map((code) => counts.get(code) || 0));
  const shade = (count) => (count ? Math.max(1, Math.ceil(Math.sqrt(count / most) * SHADES)) : 0);
  const figure = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Map of Iraq by governorate; arrow keys move",
  });
  const items = [];
  const put = (code, shape) => {
    const count = counts.get(code) || 0;
    const label = `${placeName(code)}: ${plural(count, "event")}`;
    fill(shape, {
      class: `land shade-${shade(count)}`, role: "button", tabindex: "-1", "aria-label": label, "data-code": code,
      "aria-pressed": String(chosen.place.has(code)),
    }, [svg("title", {}, label)]);
    whenPicked(shape, () => {
      chosen.place[chosen.place.has(code) ? "delete" : "add"](code);
      changed();
    });
    items.push(shape);
    figure.append(shape);
  };
  for (const [code, path] of shapes) put(code, svg("path", { d: path }));
  for (const [code, x, y] of points) put(code, svg("circle", { cx: x, cy: y, r: 12 }));
  for (const [code, , x, y] of shapes) labelAt(figure, code, x, y, counts.get(code) || 0);
  for (const [code, x, y] of points) labelAt(figure, code, x, y + 2, counts.get(code) || 0, 18);
  rove(figure, items, 0);
  const focused = box.contains(document.activeElement) && document.activeElement.dataset.code;
  box.replaceChildren(figure);
  const again = focused && items.find((item) => item.dataset.code === focused);
  if (again) {
    items.forEach((item) => item.setAttribute("tabindex", item === again ? "0" : "-1"));
    again.focus();
  }
  const rest = [...counts].filter(([code]) => !drawn.includes(code)).sort((a, b) => b[1] - a[1]);
  const told = rest.slice(0, 6).map(([code, count]) => `${code === "IQ" ? "Iraq, no governorate" : placeName(code)} ${NUMBER.format(count)}`);
  if (rest.length > 6) told.push(`${plural(rest.length - 6, "other country", "other countries")}`);
  byId("map-note").textContent = told.length ? `Not on the map: ${told.join(", ")}.` : "";
}

/** Write a name and a count into an outline, or beside a point. */
function labelAt(figure, code, x, y, count, beside = 0) {
  const at = { x: x + beside, "aria-hidden": "true" };
  const side = beside ? " beside" : "";
  figure.append(svg("text", { ...at, y: y - 4, class: `land-name${side}` }, placeName(code)));
  figure.append(svg("text", { ...at, y: y + 13, class: `land-count${side}` }, NUMBER.format(count)));
}
