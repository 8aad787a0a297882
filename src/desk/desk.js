"use strict";
// The viewer of true pages. It asks the server what is new, fetches the pages that have changed and are near, and says where a click was.
const by = (id) => document.getElementById(id);
const desk = by("desk"), sheets = by("pages"), status = by("status");
const state = { version: -1, moves: 0, pages: [], width: 1, height: 1, marks: [], editor: false, epub: 0, at: 0, cursor: null, found: [] };

const make = (name, words, attributes = {}) => {
  const element = document.createElement(name);
  if (words) element.textContent = words;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const ask = async (path, how) => {
  const answer = await fetch(path, { cache: path.startsWith("page/") ? "default" : "no-store", ...how });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
};
const query = (object) => new URLSearchParams(Object.entries(object)).toString().replaceAll("+", "%20");
const keep = (key, value) => { try { localStorage.setItem(`bindery ${key}`, value); } catch { /* a browser that keeps nothing */ } };
const kept = (key) => { try { return localStorage.getItem(`bindery ${key}`); } catch { return null; } };

// Pages: a box for each, a picture in those that are near.
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.near = entry.isIntersecting;
    if (entry.isIntersecting) show(entry.target); else empty(entry.target);
  }
}, { root: desk, rootMargin: "120% 0%" });

function empty(box) {
  box.replaceChildren();
  box.shown = null;
}

// Puts the picture of a page into its box, over the old one until it can be seen.
async function show(box) {
  const page = state.pages[box.number];
  if (!page || box.shown === page.print) return;
  box.shown = page.print;
  const image = new Image();
  image.alt = `Page ${page.label || box.number + 1}`;
  image.draggable = false;
  image.src = `page/${box.number}-${page.print}.svg`;
  try { await image.decode(); } catch { if (box.shown === page.print) box.shown = null; return; }
  if (box.shown !== page.print || !box.near) return;
  const words = make("p", "", { class: "hidden" });
  box.replaceChildren(image, words, make("div", "", { class: "over" }));
  overlay(box);
  ask(`words?page=${box.number}`).then((text) => { words.textContent = text; }, () => {});
}

// Puts an element at a place of a page, given in points.
function placing() {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  return ([left, top, width, height], element) => {
    element.style.left = percent(left, state.width);
    element.style.top = percent(top, state.height);
    element.style.width = percent(width, state.width);
    element.style.height = percent(height, state.height);
    return element;
  };
}

// What lies over a page: places that were found or pointed at, marks of the report.
function overlay(box) {
  const over = box.querySelector(".over");
  if (!over) return;
  const put = placing();
  const lit = [state.cursor, ...state.found].filter((one) => one && one.page === box.number);
  const parts = lit.flatMap((one) => one.boxes.map((part) => put(part, make("i"))));
  if (pressed("marks")) {
    for (const mark of state.marks.filter((one) => one.page === box.number)) {
      const button = put(mark.box, make("button", "", { class: "mark", title: mark.told, "aria-label": mark.told }));
      button.addEventListener("click", (event) => { event.stopPropagation(); tell(mark.at, mark.told); });
      parts.push(button);
    }
  }
  over.replaceChildren(...parts);
}
const overlays = () => { for (const box of sheets.children) overlay(box); };

function lay(pages) {
  const first = state.pages.length === 0;
  if (pages.width !== state.width || pages.height !== state.height) {
    [state.width, state.height] = [pages.width, pages.height];
    sheets.style.setProperty("--shape", `${pages.width} / ${pages.height}`);
    fit();
  }
  document.title = `${pages.title || "Bindery"} – Bindery`;
  by("title").textContent = pages.title || "Bindery";
  sheets.classList.toggle("right", pages.right);
  state.pages.length = Math.min(state.pages.length, pages.count);
  while (sheets.children.length > pages.count) { near.unobserve(sheets.lastChild); sheets.lastChild.remove(); }
  const waits = [];
  for (const [number, print, label] of pages.changed) {
    state.pages[number] = { print, label };
    let box = sheets.children[number];
    if (!box) {
      box = make("section", "", { class: "page" });
      box.number = number;
      sheets.append(box);
      near.observe(box);
    }
    box.setAttribute("aria-label", `Page ${label || number + 1}`);
    if (box.near) waits.push(show(box));
  }
  by("of").textContent = `of ${pages.count}`;
  if (pressed("follow") && !first && pages.changed.length) go(pages.changed[0][0]);
  return Promise.all(waits);
}

// The page that is looked at: the one whose box is nearest to the upper third.
function here() {
  const line = desk.getBoundingClientRect().top + desk.clientHeight / 3;
  let low = 0, high = sheets.children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sheets.children[middle].getBoundingClientRect().bottom < line) low = middle + 1; else high = middle;
  }
  return Math.max(low, 0);
}
function turned() {
  state.at = here();
  if (document.activeElement !== by("page")) by("page").value = state.pages[state.at]?.label || String(state.at + 1);
}
function go(number, boxes) {
  const box = sheets.children[Math.max(0, Math.min(number, sheets.children.length - 1))];
  if (!box) return;
  const top = boxes?.length ? (boxes[0][1] / state.height) * box.clientHeight - desk.clientHeight / 3 : -12;
  const at = box.offsetTop - desk.offsetTop + Math.max(top, -12);
  const seen = boxes?.length && box.offsetTop - desk.offsetTop + (boxes[0][1] / state.height) * box.clientHeight;
  if (seen && seen > desk.scrollTop + 20 && seen < desk.scrollTop + desk.clientHeight - 40) return;
  desk.scrollTop = at;
  turned();
}
const step = (by) => go(state.at + by * (sheets.classList.contains("spread") ? 2 : 1));

// Zoom.
function fit() {
  const wanted = by("zoom").value, facing = sheets.classList.contains("spread") ? 2 : 1;
  const room = { width: (desk.clientWidth - 34) / facing, height: desk.clientHeight - 24 };
  const one = { page: Math.min(room.width, (room.height * state.width) / state.height), width: room.width };
  const number = state.at;
  sheets.style.setProperty("--page", `${Math.max(80, one[wanted] ?? (state.width * 4 / 3) * (Number(wanted) / 100))}px`);
  if (state.pages.length) go(number);
}
function zoom(way) {
  const select = by("zoom"), steps = [...select.options].slice(2);
  const now = (100 * (sheets.children[0]?.clientWidth ?? 1)) / (state.width * 4 / 3);
  const next = way > 0 ? steps.find((one) => Number(one.value) > now + 1) : steps.findLast((one) => Number(one.value) < now - 1);
  if (next) { select.value = next.value; keep("zoom", next.value); fit(); }
}

// Where a word is written.
function told(at) { return `${at.file}:${at.line}:${at.column}`; }
async function tell(at, words) {
  const place = by("place");
  place.hidden = false;
  if (!at) { place.textContent = words || "This is not in the manuscript."; return; }
  place.replaceChildren(make("span", words ? `${words} – ` : ""), make("code", told(at)));
  if (state.editor) {
    const { opened } = await ask(`open?${query(at)}`, { method: "POST" }).catch(() => ({ opened: false }));
    if (!opened) place.append(" The editor could not be opened.");
  } else if (at.href) {
    place.append(" ", make("a", "open in VS Code", { href: at.href }));
  }
}
sheets.addEventListener("click", async (event) => {
  const box = event.target.closest(".page");
  if (!box) return;
  const frame = box.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * state.width, y = ((event.clientY - frame.top) / frame.height) * state.height;
  await from(box.number, x, y);
});
async function from(page, x, y) {
  const at = await ask(`at?${query({ page, x: x.toFixed(2), y: y.toFixed(2) })}`).catch(() => null);
  state.cursor = at && { page, boxes: at.boxes };
  overlays();
  if (at) { const { file, line, column, href } = at; await tell({ file, line, column, ...(href && { href }) }, at.words.slice(0, 60)); } else await tell(null);
}

// Lists beside the pages.
function list(rows) {
  const list = make("ol");
  list.append(...rows.map(({ words, small, page, label, at, depth, boxes, grave }) => {
    const row = make("li", "", { class: `d${depth ?? 1}` });
    const button = make("button", words || "–");
    if (small) button.append(document.createElement("br"), make("span", small, { class: grave ? "error" : "small" }));
    button.addEventListener("click", () => {
      if (page === null || page === undefined) { tell(at, words); return; }
      state.cursor = boxes ? { page, boxes } : null;
      overlays();
      go(page, boxes);
      if (matchMedia("(max-width: 760px)").matches) side(false);
    });
    row.append(button);
    if (label) row.append(make("span", label, { class: "label" }));
    if (at) {
      const to = make("button", "✎", { class: "to", title: `Open ${told(at)}`, "aria-label": `Open ${told(at)} in the editor` });
      to.addEventListener("click", () => tell(at, words));
      row.append(to);
    }
    return row;
  }));
  return list;
}
const none = (words) => make("p", words, { class: "small" });
async function lists() {
  const [contents, notes, marks] = await Promise.all(["contents", "notes", "marks"].map((name) => ask(name).catch(() => [])));
  by("contents").replaceChildren(contents.length ? list(contents.map((one) => ({ ...one, words: one.title }))) : none("The book has no headings."));
  const note = (one) => ({ ...one, words: one.on, small: `${one.voice ? `${one.voice}: ` : ""}${one.says}${["placed", "footnote"].includes(one.state) ? "" : ` (${one.state})`}` });
  by("notes").replaceChildren(notes.length ? list(notes.map(note)) : none("The book has no notes."));
  state.marks = marks;
  overlays();
}
function finding(one) {
  const item = make("li", "", { class: "finding" });
  item.append(make("span", `${one.severity}[${one.code}]`, { class: one.severity }), ` ${one.message}${one.times > 1 ? ` (${one.times} times)` : ""} `);
  if (one.at) {
    const button = make("button", told(one.at));
    button.addEventListener("click", () => tell(one.at));
    item.append(button);
  }
  if (one.help) item.append(make("span", `→ ${one.help}`, { class: "help" }));
  return item;
}
function findings(all, faulty, stale) {
  const listed = make("ol");
  listed.append(...all.map(finding));
  by("findings").replaceChildren(all.length ? listed : none("Nothing was found."));
  by("tab-findings").textContent = all.length ? `Findings (${all.length})` : "Findings";
  const faults = by("faults");
  faults.hidden = !faulty;
  if (faulty) {
    const errors = make("ol");
    errors.append(...all.filter((one) => one.severity === "error").map(finding));
    faults.replaceChildren(make("p", stale ? "These are the last good pages. To be mended:" : "A file can’t be made of these pages. To be mended:", { class: "error" }), errors);
  }
}
by("asked").addEventListener("submit", async (event) => {
  event.preventDefault();
  const hits = await ask(`search?${query({ q: by("words").value })}`).catch(() => []);
  state.found = hits;
  overlays();
  by("found").textContent = hits.length === 300 ? "The first 300 places" : hits.length ? `${hits.length} found` : "Nothing found";
  by("hits").replaceChildren(list(hits.map((hit) => ({ ...hit, words: `…${hit.before}${hit.words}${hit.after}…` }))));
  if (hits.length) go(hits[0].page, hits[0].boxes);
});
function side(open) {
  by("side").hidden = !open;
  by("side-button").setAttribute("aria-expanded", String(open));
  fit();
}
const tabs = [...document.querySelectorAll("[role=tab]")];
function tab(chosen, focus) {
  for (const one of tabs) {
    const is = one === chosen;
    one.setAttribute("aria-selected", String(is));
    one.tabIndex = is ? 0 : -1;
    by(one.getAttribute("aria-controls")).hidden = !is;
  }
  if (focus) chosen.focus();
}
for (const [index, one] of tabs.entries()) {
  one.addEventListener("click", () => tab(one));
  one.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way) { event.stopPropagation(); tab(tabs[(index + way + tabs.length) % tabs.length], true); }
  });
}
by("side-button").addEventListener("click", () => side(by("side").hidden));

// Switches.
const pressed = (id) => by(id).getAttribute("aria-pressed") === "true";
function press(id, on, act) {
  by(id).setAttribute("aria-pressed", String(on));
  keep(id, on);
  act(on);
}
const acts = {
  spread: (on) => { sheets.classList.toggle("spread", on); fit(); },
  marks: () => overlays(),
  night: (on) => sheets.classList.toggle("night", on),
  follow: () => {},
  "reader-button": (on) => { by("reader").hidden = !on; fit(); if (on) epub(true); },
};
for (const [id, act] of Object.entries(acts)) by(id).addEventListener("click", () => press(id, !pressed(id), act));

// The EPUB beside: it opens at the page that is looked at.
let leaves = [];
async function epub(fresh) {
  const open = !by("reader").hidden;
  by("no-epub").hidden = state.epub > 0;
  if (!open || !state.epub) return;
  const look = by("look").value, root = `epub/${look}/OEBPS/`;
  by("frame").style.width = `${by("screen").value}px`;
  by("frame").className = look;
  if (fresh || !leaves.length) {
    const text = await fetch(`${root}nav.xhtml`, { cache: "no-store" }).then((answer) => answer.text()).catch(() => "");
    const nav = new DOMParser().parseFromString(text, "application/xhtml+xml");
    const links = (kind) => [...nav.querySelectorAll("nav")].filter((one) => one.getAttribute("epub:type") === kind)
      .flatMap((one) => [...one.querySelectorAll("a")].map((link) => ({ label: link.textContent.trim(), href: link.getAttribute("href") })));
    leaves = links("page-list");
    leaves.first = links("toc")[0]?.href;
  }
  const label = state.pages[state.at]?.label;
  const leaf = leaves.find((one) => one.label === label) ?? leaves.find((one, index) => Number(one.label) > Number(label) || index === leaves.length - 1);
  const href = leaf?.href ?? leaves.first;
  if (href) by("frame").src = `${root}${href.replace("#", `?v=${state.epub}#`)}`;
}
for (const id of ["screen", "look"]) by(id).addEventListener("change", () => epub(true));

// Keys.
const keys = {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), PageDown: () => step(1), PageUp: () => step(-1), j: () => step(1), k: () => step(-1),
  Home: () => go(0), End: () => go(state.pages.length - 1), "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1),
  s: () => by("spread").click(), m: () => by("marks").click(), n: () => by("night").click(), f: () => by("follow").click(),
  e: () => by("reader-button").click(), c: () => by("side-button").click(),
  o: () => from(state.at, state.width / 2, state.height / 3),
  "/": () => { side(true); tab(by("tab-search")); by("words").focus(); },
  Escape: () => { by("place").hidden = true; state.cursor = null; state.found = []; overlays(); side(false); desk.focus(); },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|SELECT)$/.test(event.target.tagName) && event.key !== "Escape") return;
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});
by("before").addEventListener("click", () => step(-1));
by("after").addEventListener("click", () => step(1));
by("smaller").addEventListener("click", () => zoom(-1));
by("larger").addEventListener("click", () => zoom(1));
by("zoom").addEventListener("change", () => { keep("zoom", by("zoom").value); fit(); });
by("page").addEventListener("change", () => {
  const wanted = by("page").value.trim();
  const named = state.pages.findIndex((one) => one?.label === wanted);
  go(named >= 0 ? named : (Number(wanted) || 1) - 1);
});
let resting = 0;
desk.addEventListener("scroll", () => {
  turned();
  clearTimeout(resting);
  resting = setTimeout(() => epub(false), 600);
}, { passive: true });
new ResizeObserver(fit).observe(desk);

// What is new.
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
async function news() {
  for (;;) {
    try {
      const fresh = await ask(`state?${query({ since: Math.max(state.version, 0), moves: state.moves })}`);
      const is = fresh.version !== state.version;
      [state.version, state.editor] = [fresh.version, fresh.editor];
      if (is && fresh.pages) await lay(fresh.pages);
      if (fresh.moves !== state.moves) {
        state.moves = fresh.moves;
        state.cursor = fresh.cursor;
        overlays();
        go(fresh.cursor.page, fresh.cursor.boxes);
      }
      if (is) {
        findings(fresh.findings, fresh.faulty, fresh.stale);
        status.textContent = fresh.faulty ? "errors" : fresh.pages ? "up to date" : "waiting for the first pages";
        status.classList.toggle("faulty", fresh.faulty);
        await painted();
        document.documentElement.dataset.painted = String(fresh.version);
        if (fresh.pages) await lists();
        turned();
      }
      if (fresh.epub !== state.epub) { state.epub = fresh.epub; epub(true); }
    } catch {
      status.textContent = "Bindery has stopped, or can’t be reached";
      status.classList.add("faulty");
      state.version = -1;
      state.pages.length = 0;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}
for (const [id, act] of Object.entries(acts)) if (kept(id) === "true") press(id, true, act);
if (kept("zoom")) by("zoom").value = kept("zoom");
side(false);
news();
