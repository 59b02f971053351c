"use strict";
// The page reads without this; it adds tabs, filters, sorting, and the way from a row to its mention and back.
const all = (query, within = document) => [...within.querySelectorAll(query)];
document.documentElement.classList.add("js");

// Tabs
const tabs = all("[role=tab]");
function openTab(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).classList.toggle("open", chosen);
  }
}
tabs.forEach((tab, place) => {
  tab.addEventListener("click", () => openTab(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(place + step + tabs.length) % tabs.length];
    openTab(next);
    next.focus();
    event.preventDefault();
  });
});
openTab(tabs.find((tab) => tab.id === "tab-counts") || tabs[0]);

// Filters: all words must stand in the row; the chosen article holds for articles and tables
const article = document.getElementById("article");
function filter(panel) {
  const words = panel.querySelector(".filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  let kept = 0;
  const rows = all("tbody tr", panel);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word)) && (!article.value || row.dataset.article === article.value);
    row.hidden = !fits;
    kept += fits;
  }
  panel.querySelector(".kept").value = kept === rows.length ? `${kept}` : `${kept} / ${rows.length}`;
}
const panels = all(".panel");
for (const panel of panels) panel.querySelector(".filter").addEventListener("input", () => filter(panel));
article.addEventListener("change", () => {
  for (const part of all("article")) part.hidden = article.value !== "" && part.dataset.article !== article.value;
  panels.forEach(filter);
});

// Sorting: numbers by value, text by the Chinese order of the browser; rows without a value last
const order = new Intl.Collator("zh", { numeric: true });
for (const button of all(".panel th button")) {
  button.addEventListener("click", () => {
    const head = button.parentElement;
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of all("th[aria-sort]", head.parentElement)) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const column = head.cellIndex;
    const body = head.closest("table").tBodies[0];
    const rows = [...body.rows].map((row) => [row, row.cells[column].dataset.key, row.cells[column].textContent]);
    const sign = descending ? -1 : 1;
    rows.sort(([, one, oneText], [, other, otherText]) => {
      if (!oneText || !otherText) return !oneText - !otherText;
      return sign * (one && other ? one - other : order.compare(oneText, otherText));
    });
    body.append(...rows.map(([row]) => row));
  });
}

// From a row to its mention, and from a mention to its row
const back = document.getElementById("back");
let chosenRow = null;
const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
function choose(row, mark) {
  for (const old of all(".chosen")) old.classList.remove("chosen");
  row.classList.add("chosen");
  mark.classList.add("chosen");
  underline(mark, row.dataset.fields || "");
  chosenRow = row;
}
function toMention(row) {
  const mark = document.getElementById(row.dataset.target);
  if (!mark) return;
  if (mark.closest("article").hidden) {
    article.value = "";
    article.dispatchEvent(new Event("change"));
  }
  choose(row, mark);
  mark.scrollIntoView({ block: "center", behavior });
  mark.focus({ preventScroll: true });
  // Beside the text the row stays in view.
  back.hidden = row.closest("#tables") !== null && matchMedia("(min-width: 1100px)").matches;
}
function toRow() {
  if (!chosenRow) return;
  const panel = chosenRow.closest(".panel");
  if (panel) openTab(document.getElementById(panel.getAttribute("aria-labelledby")));
  chosenRow.scrollIntoView({ block: "center", behavior });
  chosenRow.querySelector("a")?.focus({ preventScroll: true });
  back.hidden = true;
}
for (const row of all("tr[data-target]")) {
  row.addEventListener("click", (event) => {
    event.preventDefault();
    toMention(row);
  });
}
back.addEventListener("click", toRow);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toRow();
});
for (const mark of all("article mark")) {
  mark.addEventListener("click", (event) => {
    event.stopPropagation();
    const row = document.querySelector(`.panel tr[data-target="${mark.id}"]`);
    if (!row) return;
    const panel = row.closest(".panel");
    if (row.hidden) {
      panel.querySelector(".filter").value = "";
      filter(panel);
    }
    openTab(document.getElementById(panel.getAttribute("aria-labelledby")));
    choose(row, mark);
    row.scrollIntoView({ block: "center", behavior });
    back.hidden = true;
  });
}

// The item, subject and time of the chosen count, underlined where the browser can
function underline(mark, fields) {
  if (!CSS.highlights) return;
  for (const name of ["item", "subject", "time"]) CSS.highlights.delete(name);
  const body = mark.closest(".body");
  for (const field of fields.split(";").filter(Boolean)) {
    const [name, start, end] = field.split(" ");
    CSS.highlights.set(name, new Highlight(rangeOf(body, +start, +end)));
  }
}
// Offsets count characters, where the browser counts UTF-16 units
function rangeOf(body, start, end) {
  const range = new Range();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const characters = [...node.data];
    const units = (count) => characters.slice(0, count).join("").length;
    if (start >= at && start < at + characters.length) range.setStart(node, units(start - at));
    if (end > at && end <= at + characters.length) {
      range.setEnd(node, units(end - at));
      break;
    }
    at += characters.length;
  }
  return range;
}
