// web-look FOLDER [OUT_FOLDER]: opens every page of a web edition at five widths, with text of the usual size and of twice that, and tells
// what is wrong with it. Prints one line of JSON:
//   {"views":40,"wide":["a.html 320 200 % by 12 px"],"overlaps":[],"apart":[],"asked":[],"said":[],"axe":["a.html dark color-contrast: …"],"beside":33}
//   wide      pages that can be moved sideways, and boxes that reach beyond them
//   overlaps  notes at the side that cover one another or the text
//   apart     notes at the side that could stand level with their mark and do not
//   asked     addresses that a page asked for beside its own folder's, or that are not there
//   said      what the browser complained of
//   axe       what axe found on a narrow and a wide screen, in light and in dark
//   beside    how many notes stood at the side of the text
// Of the environment: WEB_AT names the widths, WEB_OF the end of the pages' names, if not all.
// Exit status: 0 nothing found, 1 something, 2 wrong call. In OUT_FOLDER, if given, pictures, in light and in dark.
const { chromium } = require("playwright-core");
const http = require("http"), fs = require("fs"), path = require("path");
const [folder, out] = process.argv.slice(2);
if (!folder) { console.error("usage: web-look FOLDER [OUT_FOLDER]"); process.exit(2); }
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".woff2": "font/woff2" };
const widths = (process.env.WEB_AT || "320,600,900,1280,1920").split(",").map(Number);
const pages = fs.readdirSync(folder).filter((name) => name.endsWith(process.env.WEB_OF || ".html"));
const missing = [];
const server = http.createServer((request, reply) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  if (name === "/favicon.ico") { reply.writeHead(204); return reply.end(); }
  fs.readFile(path.join(folder, name), (fault, data) => {
    if (fault) missing.push(name);
    reply.writeHead(fault ? 404 : 200, { "content-type": types[path.extname(name)] || "application/octet-stream" });
    reply.end(fault ? "" : data);
  });
});

/** What is wrong with the page that is shown; runs in it. */
async function faults() {
  await document.fonts.ready;
  const root = document.documentElement, wide = [], overlaps = [], apart = [];
  if (root.scrollWidth > root.clientWidth) wide.push(`by ${root.scrollWidth - root.clientWidth} px`);
  const scrolls = (element) => { for (let at = element; at; at = at.parentElement) if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true; return false; };
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(element)) { wide.push(`${element.localName} by ${Math.round(Math.max(box.right - root.clientWidth, -box.left))} px`); break; }
  }
  const side = [...document.querySelectorAll(".beside")].filter((note) => getComputedStyle(note).position === "absolute" || getComputedStyle(note).float !== "none");
  const boxes = side.map((note) => note.getBoundingClientRect());
  const text = [...document.querySelectorAll("main p, main table, main h1, main h2, main h3, main pre, main figure")].filter((block) => !block.closest(".beside")).map((block) => block.getBoundingClientRect());
  const widest = text.reduce((all, box) => ({ left: Math.min(all.left, box.left), right: Math.max(all.right, box.right) }), { left: Infinity, right: -Infinity });
  boxes.forEach((box, index) => {
    const above = boxes[index - 1], name = side[index].id;
    if (above && above.bottom > box.top + 0.5) overlaps.push(`${name} by ${Math.round(above.bottom - box.top)} px`);
    if (box.left < widest.right - 0.5 && box.right > widest.left + 0.5) overlaps.push(`${name} on the text`);
    const mark = document.querySelector(`a.noteref[href="#${CSS.escape(name)}"]`) || [...document.querySelectorAll("a.noteref")].find((call) => decodeURIComponent(call.hash) === `#${name}`);
    const level = mark && mark.getBoundingClientRect(), free = above ? above.bottom : -Infinity;
    if (!level) apart.push(`${name} without a mark`);
    else if (box.top < level.top - 12 || box.top > Math.max(level.bottom, free + 1.5 * parseFloat(getComputedStyle(root).fontSize)) + 8) apart.push(`${name} by ${Math.round(box.top - level.top)} px`);
  });
  return { wide, overlaps, apart, beside: side.length };
}

(async () => {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const home = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM, args: ["--no-sandbox"] });
  const all = { views: 0, wide: [], overlaps: [], apart: [], asked: [], said: [], axe: [], beside: 0 };
  for (const scheme of ["light", "dark"]) {
    for (const width of widths) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
      const page = await context.newPage();
      page.on("request", (request) => { if (!request.url().startsWith(home) && !request.url().startsWith("data:")) all.asked.push(request.url()); });
      page.on("console", (message) => all.said.push(message.text()));
      page.on("pageerror", (fault) => all.said.push(String(fault)));
      for (const name of pages) {
        await page.goto(home + encodeURIComponent(name));
        if (out) { await page.evaluate(() => document.fonts.ready); await page.screenshot({ path: path.join(out, `${name}-${width}-${scheme}.png`), fullPage: true }); }
        for (const size of scheme === "light" ? [100, 200] : []) {
          await page.evaluate((size) => { document.documentElement.style.fontSize = `${size}%`; }, size);
          const found = await page.evaluate(faults);
          all.views++;
          all.beside = Math.max(all.beside, found.beside);
          for (const kind of ["wide", "overlaps", "apart"]) all[kind].push(...found[kind].map((what) => `${name} ${width} ${size} % ${what}`));
        }
        if (width !== widths[0] && width !== widths[widths.length - 1]) continue;
        await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        for (const fault of result.violations) all.axe.push(`${name} ${width} ${scheme} ${fault.id}: ${fault.nodes[0].html.slice(0, 160)} (${fault.nodes.length})`);
      }
      await context.close();
    }
  }
  all.asked.push(...missing);
  await browser.close();
  server.close();
  console.log(JSON.stringify(all));
  process.exit(["wide", "overlaps", "apart", "asked", "said", "axe"].every((kind) => all[kind].length === 0) ? 0 : 1);
})();
