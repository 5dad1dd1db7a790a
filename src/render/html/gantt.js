"use strict";
// Filter, stretch and keyboard for the Gantt chart of this page. Without it the chart is the same picture, whole.
for (const chart of document.querySelectorAll("svg.lf-gantt")) {
  const rows = [...chart.querySelectorAll("g.row")];
  if (rows.length === 0) continue;
  const lines = [...chart.querySelectorAll("g.group, g.row")];
  const arrows = [...chart.querySelectorAll(".arrows path[data-a]")];
  const [top, left, right] = ["top", "left", "right"].map((name) => Number(chart.dataset[name]));
  const legendHeight = Number(chart.querySelector(".legend").dataset.h);
  const { width, height } = chart.viewBox.baseVal;
  const below = height - Number(lines.at(-1).dataset.y) - Number(lines.at(-1).dataset.h);
  const make = (tag, name, ...inside) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...inside);
    return made;
  };
  const svg = (...inside) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    made.setAttribute("class", "lf-gantt");
    made.setAttribute("aria-hidden", "true");
    made.append(...inside);
    return made;
  };
  const details = (row) => row.querySelector("title").textContent;

  // Tools and details stand above the frame, the axis stays at its top, and the titles at its left.
  const tools = make("div", "chart-tools");
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", "Gantt chart");
  const search = Object.assign(document.createElement("input"), { type: "search", placeholder: "Filter by title" });
  search.setAttribute("aria-label", "Filter by title");
  const state = document.createElement("select");
  state.setAttribute("aria-label", "Filter by state");
  const marks = { "critical (no float)": "critical", "critical path": "path", late: "late" };
  const offered = Object.keys(marks).filter((name) => rows.some((row) => marks[name] in row.dataset));
  for (const name of ["all states", ...new Set(rows.map((row) => row.dataset.state)), ...offered]) state.add(new Option(name));
  const told = document.createElement("output");
  told.setAttribute("aria-live", "polite");
  const legend = svg(chart.querySelector(".legend"));
  legend.setAttribute("viewBox", `0 0 ${width} ${legendHeight}`);
  // Its patterns stay as they are when those of the chart are made to fit stretched time.
  for (const pattern of chart.querySelectorAll("pattern")) {
    const copy = pattern.cloneNode(true);
    copy.id += "-legend";
    legend.append(copy);
    const users = { hatch: ".partial", frost: ".frozen" };
    for (const shape of legend.querySelectorAll(users[pattern.id.split("-").at(-1)])) shape.style.fill = `url(#${copy.id})`;
  }
  const axis = svg(...chart.querySelectorAll(".axis"));
  const names = svg();
  names.classList.add("chart-names");
  const head = make("div", "chart-head", axis, make("div", "chart-corner"));
  const body = make("div", "chart-body");
  const canvas = make("div", "chart-canvas", head, body);
  const frame = make("div", "chart-frame", canvas);
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Gantt chart");
  const host = chart.parentElement;
  host.classList.remove("scroll");
  for (const name of ["role", "tabindex", "aria-label"]) host.removeAttribute(name);
  const whole = make("div", "chart-whole", tools, make("div", "chart-legend", legend), frame);
  chart.replaceWith(whole);
  body.append(chart, names);
  // What is left of the picture has the shape of its view box.
  for (const name of ["width", "height"]) chart.removeAttribute(name);
  const ground = chart.querySelector(":scope > .ground");
  ground.setAttribute("y", top);

  let zoom = 1;
  let shown = rows;
  const shift = new Map();
  const across = (x) => (x > left ? left + (x - left) * zoom : x);
  const wide = () => width + (right - left) * (zoom - 1);

  // The same way as in the picture without a script.
  const place = (row) => {
    const [x, end, moment] = row.dataset.x.split(" ");
    const tall = Number(row.dataset.h);
    const half = Math.max(4, tall * 0.3) + 1;
    const middle = Number(row.dataset.y) + tall / 2 + shift.get(row);
    const centre = moment ? across(Number(end) - 1) : NaN;
    return moment
      ? { begin: centre - half, end: centre + half, middle, half, centre, tall }
      : { begin: across(Number(x)), end: across(Number(end)), middle, half, centre, tall };
  };
  const route = (from, to, ends) => {
    const side = to.middle > from.middle ? -1 : 1;
    const [leave, enter] = [ends.includes("s") ? from.begin : from.end, ends.includes("e") ? to.end : to.begin];
    const out = `M${leave} ${from.middle}`;
    const way = (x) => `${out}H${x}V${to.middle}H${enter}`;
    const back = (step, x) => `${out}h${step}V${to.middle + side * to.tall * 0.45}H${x}V${to.middle}H${enter}`;
    if (ends === "s") return way(Math.min(leave, enter) - 6);
    if (ends === "e") return way(Math.max(leave, enter) + 6);
    if (ends === "se") return leave >= enter + 6 ? way(enter + 4) : back(-3, enter + 6);
    if (leave <= to.centre + 2) return `${out}H${to.centre}V${to.middle + side * to.half}`;
    return enter >= leave + 6 ? way(enter - 4) : back(3, enter - 6);
  };

  // Puts every line in its place, and draws what hangs on the places.
  const layout = () => {
    const few = shown.length < rows.length;
    const kept = new Set(shown);
    let y = top;
    let last = null;
    let filled = 0;
    const close = () => {
      if (last && few && filled === 0) {
        last.style.display = "none";
        y -= Number(last.dataset.h);
      }
    };
    for (const line of lines) {
      const isRow = line.classList.contains("row");
      if (!isRow) {
        close();
        [last, filled] = [line, 0];
      } else if (!kept.has(line)) {
        line.style.display = "none";
        continue;
      }
      filled += isRow ? 1 : 0;
      shift.set(line, y - Number(line.dataset.y));
      line.style.display = "";
      line.style.transform = few ? `translateY(${shift.get(line)}px)` : "";
      y += Number(line.dataset.h);
    }
    close();
    const tall = y - top + (few ? 8 : below);
    for (const arrow of arrows) {
      const [first, second, ...ends] = arrow.dataset.a.split(" ");
      const [from, to] = [rows[first], rows[second]];
      const both = kept.has(from) && kept.has(to);
      arrow.style.display = both ? "" : "none";
      if (both) arrow.setAttribute("d", route(place(from), place(to), ends.join("")));
    }
    for (const note of chart.querySelectorAll(".note")) note.style.display = few ? "none" : "";
    // The scale that fits is the widest that is no wider than time is stretched.
    const levels = [...frame.querySelectorAll("[data-zoom]")].map((level) => Number(level.dataset.zoom));
    const level = Math.max(...levels.filter((level) => level <= zoom));
    for (const part of frame.querySelectorAll("[data-zoom]")) part.style.display = Number(part.dataset.zoom) === level ? "" : "none";
    for (const pattern of chart.querySelectorAll("pattern")) pattern.setAttribute("patternTransform", `scale(${1 / zoom} 1) rotate(45)`);
    frame.style.setProperty("--left", `${left}px`);
    frame.style.setProperty("--zoom", zoom);
    canvas.style.width = `${(100 * wide()) / width}%`;
    canvas.style.minWidth = `${(50 * wide()) / width}rem`;
    axis.setAttribute("viewBox", `0 ${legendHeight} ${wide()} ${top - legendHeight}`);
    chart.setAttribute("viewBox", `0 ${top} ${wide()} ${tall}`);
    for (const part of [names, head.lastChild]) part.style.width = `${(100 * left) / wide()}%`;
    names.setAttribute("viewBox", `0 ${top} ${left} ${tall}`);
    titles();
  };

  // Titles that stay where they are, once the frame can be moved sideways.
  const titles = () => {
    names.replaceChildren();
    frame.style.scrollPaddingTop = `${head.offsetHeight}px`;
    if (frame.scrollWidth <= frame.clientWidth) return;
    names.append(ground.cloneNode());
    for (const line of lines) {
      if (line.style.display === "none") continue;
      const copy = document.createElementNS(names.namespaceURI, "g");
      copy.style.transform = line.style.transform;
      for (const part of line.children) if (part.matches("text, .band")) copy.append(part.cloneNode(true));
      names.append(copy);
    }
  };

  const stretch = (to) => {
    const pixel = () => canvas.clientWidth / wide();
    const half = frame.clientWidth / 2;
    const day = ((frame.scrollLeft + half) / pixel() - left) / zoom;
    zoom = Math.min(16, Math.max(1, to));
    layout();
    frame.scrollLeft = (left + day * zoom) * pixel() - half;
  };
  const button = (text, label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  tools.append(search, state, button("−", "Shorten time", () => stretch(zoom / 2)), button("+", "Stretch time", () => stretch(zoom * 2)), button("Fit", "Fit the page", () => stretch(1)), told);

  const filter = () => {
    const text = search.value.trim().toLowerCase();
    const mark = marks[state.value];
    shown = rows.filter((row) => {
      const fits = state.value === "all states" || (mark ? mark in row.dataset : row.dataset.state === state.value);
      return fits && details(row).replace(/, \d{4}-\d\d-\d\d.*$/s, "").toLowerCase().includes(text);
    });
    layout();
    told.textContent = shown.length < rows.length ? `${shown.length} of ${rows.length} items` : "";
    frame.scrollTop = 0;
    focus(shown[0]);
  };
  const focus = (row) => {
    for (const other of rows) other.setAttribute("tabindex", other === row ? "0" : "-1");
  };
  // Moves the frame just so far that the row, and as much of its bar as fits, is seen.
  const reveal = (row) => {
    frame.scrollIntoView({ block: "nearest" });
    const pixel = canvas.clientWidth / wide();
    const { begin, end, middle, tall } = place(row);
    const y = row === shown[0] ? 0 : (middle - top) * pixel;
    const room = (tall / 2) * pixel + 4;
    const high = frame.clientHeight - head.offsetHeight;
    if (y - room < frame.scrollTop) frame.scrollTop = y - room;
    if (y + room > frame.scrollTop + high) frame.scrollTop = y + room - high;
    if ((end + 20) * pixel > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = (end + 20) * pixel - frame.clientWidth;
    if ((begin - left - 20) * pixel < frame.scrollLeft) frame.scrollLeft = (begin - left - 20) * pixel;
  };
  chart.addEventListener("keydown", (event) => {
    const at = shown.indexOf(event.target.closest("g.row"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0) return;
    if (to !== undefined && shown[to]) {
      event.preventDefault();
      focus(shown[to]);
      shown[to].focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      told.textContent = details(shown[at]);
    }
  });
  chart.addEventListener("focusin", (event) => {
    const row = event.target.closest("g.row");
    if (row && row.matches(":focus-visible")) reveal(row);
  });
  chart.addEventListener("click", (event) => {
    const row = event.target.closest("g.row");
    if (row) {
      focus(row);
      told.textContent = details(row);
    }
  });
  for (const row of rows) {
    row.setAttribute("role", "listitem");
    row.setAttribute("aria-label", details(row));
  }
  // A picture hides what it holds from screen readers; a list tells it.
  chart.setAttribute("role", "list");
  chart.setAttribute("tabindex", "-1");
  // On paper rows stay whole and each page has its axis: a table has the axis as its head, and a few lines in each row.
  const paper = make("table", "chart-paper");
  const before = document.createComment("");
  let stretched = 1;
  const cell = (part, inside) => part.appendChild(document.createElement("tr")).appendChild(document.createElement("td")).append(inside);
  window.addEventListener("beforeprint", () => {
    stretched = zoom;
    stretch(1);
    const parts = [...chart.querySelectorAll(".grounds, .rules, .arrows, .now")].filter((part) => part.style.display !== "none");
    const copies = (over) => parts.filter((part) => part.matches(".arrows, .now") === over).map((part) => part.cloneNode(true));
    lines[0].before(before);
    paper.replaceChildren();
    cell(paper.createTHead(), axis);
    const tbody = paper.createTBody();
    const seen = lines.filter((line) => line.style.display !== "none");
    for (let at = 0; at < seen.length; at += 8) {
      const some = seen.slice(at, at + 8);
      const y = Number(some[0].dataset.y) + shift.get(some[0]);
      const tall = some.reduce((sum, line) => sum + Number(line.dataset.h), 0);
      const slice = svg(...copies(false), ...some, ...copies(true));
      slice.setAttribute("viewBox", `0 ${y} ${width} ${tall}`);
      cell(tbody, slice);
    }
    whole.append(paper);
  });
  window.addEventListener("afterprint", () => {
    before.replaceWith(...lines);
    head.prepend(axis);
    paper.remove();
    stretch(stretched);
  });
  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  window.addEventListener("resize", titles);
  layout();
  focus(rows[0]);
}
