"use strict";
// Filter, zoom and keyboard for the Gantt chart of this page. Without it the chart is the same picture, whole.
for (const chart of document.querySelectorAll("svg.lf-gantt")) {
  const rows = [...chart.querySelectorAll("g.row")];
  if (rows.length === 0) continue;
  const box = document.createElement("div");
  box.className = "chart-tools";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Gantt chart");
  const search = Object.assign(document.createElement("input"), { type: "search", placeholder: "Filter by title" });
  search.setAttribute("aria-label", "Filter by title");
  const state = document.createElement("select");
  state.setAttribute("aria-label", "Filter by state");
  const states = ["all states", ...new Set(rows.map((row) => row.dataset.state)), "critical path", "late"];
  for (const name of states) state.add(new Option(name));
  const told = document.createElement("output");
  told.setAttribute("aria-live", "polite");
  const frame = document.createElement("div");
  frame.className = "chart-frame";
  chart.replaceWith(frame);
  frame.append(chart);
  frame.before(box);
  frame.after(told);
  const width = chart.viewBox.baseVal.width;
  const height = chart.viewBox.baseVal.height;
  let scale = 1;
  const zoom = (factor) => {
    scale = factor === 0 ? 1 : Math.min(8, Math.max(0.5, scale * factor));
    chart.setAttribute("width", width * scale);
    chart.setAttribute("height", height * scale);
    chart.style.maxWidth = scale > 1 ? "none" : "";
  };
  const button = (text, label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  box.append(search, state, button("−", "Smaller", () => zoom(1 / 1.5)), button("+", "Larger", () => zoom(1.5)), button("Fit", "Fit the page", () => zoom(0)));
  const shown = () => rows.filter((row) => row.style.display !== "none");
  const filter = () => {
    const text = search.value.trim().toLowerCase();
    const wanted = state.value;
    for (const row of rows) {
      const fits = (wanted === "all states" || row.dataset.state === wanted || (wanted === "critical path" && row.dataset.critical !== undefined) || (wanted === "late" && row.dataset.late !== undefined));
      row.style.display = fits && row.querySelector("title").textContent.toLowerCase().includes(text) ? "" : "none";
    }
    const few = shown().length < rows.length;
    for (const arrow of chart.querySelectorAll(".arrows")) arrow.style.display = few ? "none" : "";
    // Rows that are left close up; without a filter every row is back in its place.
    let y = Number(rows[0].dataset.y);
    for (const row of rows) {
      if (row.style.display === "none") continue;
      row.style.transform = few ? `translateY(${y - Number(row.dataset.y)}px)` : "";
      y += Number(row.dataset.h);
    }
    for (const band of chart.querySelectorAll("g.group")) band.style.display = few ? "none" : "";
    told.textContent = few ? `${shown().length} of ${rows.length} items` : "";
    focus(shown()[0], false);
  };
  const focus = (row, take) => {
    for (const other of rows) other.setAttribute("tabindex", other === row ? "0" : "-1");
    if (row && take) {
      row.focus();
      row.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  chart.addEventListener("keydown", (event) => {
    const all = shown();
    const at = all.indexOf(event.target.closest("g.row"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0) return;
    if (to !== undefined && all[to]) {
      event.preventDefault();
      focus(all[to], true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      told.textContent = all[at].querySelector("title").textContent;
    }
  });
  chart.addEventListener("click", (event) => {
    const row = event.target.closest("g.row");
    if (row) {
      focus(row, false);
      told.textContent = row.querySelector("title").textContent;
    }
  });
  for (const row of rows) {
    row.setAttribute("role", "listitem");
    row.setAttribute("aria-label", row.querySelector("title").textContent);
  }
  // A picture hides what it holds from screen readers; a list tells it.
  chart.setAttribute("role", "list");
  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  focus(rows[0], false);
}
