// epub-look BOOK.epub [OUT_FOLDER]: opens every document of an EPUB in a reading system (epub.js) in headless Chromium, on a phone, a
// tablet and an e-reader, in light, sepia and dark, with ordinary and with large type, and finds fault with what a reader would:
//   wide      something is wider than the page, so that its end can't be read
//   pale      letters whose contrast on their ground is below 4.5 : 1 (WCAG 2.2, 1.4.3)
//   font      a face of the stylesheet that did not load
// Prints one line of JSON: {"documents":7,"views":126,"faults":["phone dark large essay.xhtml wide: table of 402 px on 320"]}
// Exit status: 0 no faults, 1 some, 2 wrong call. In OUT_FOLDER, if given, a picture of the first page of each document and view.
const { chromium } = require("playwright-core");
const http = require("http"), fs = require("fs"), path = require("path");
const [book, out] = process.argv.slice(2);
if (!book) { console.error("usage: epub-look BOOK.epub [OUT_FOLDER]"); process.exit(2); }
const modules = process.env.READER_MODULES;
const types = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip" };
const screens = { phone: [360, 640], tablet: [768, 1024], ereader: [536, 724] };
const themes = { light: ["#ffffff", "#000000"], sepia: ["#f4ecd8", "#5b4636"], dark: ["#121212", "#cccccc"] };
const sizes = { normal: "100%", large: "180%" };

const server = http.createServer((request, reply) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  if (name === "/favicon.ico") { reply.writeHead(204); return reply.end(); }
  const from = name === "/book.epub" ? path.resolve(book) : name.startsWith("/m/") ? path.join(modules, name.slice(3)) : path.join(__dirname, name);
  fs.readFile(from, (fault, data) => { reply.writeHead(fault ? 404 : 200, { "content-type": types[path.extname(from)] || "application/octet-stream" }); reply.end(fault ? "" : data); });
});

/** What is wrong with the document on the screen; runs in the page. */
async function inspect([ground, width]) {
  const frame = document.querySelector("iframe"), page = frame.contentDocument, view = frame.contentWindow;
  await page.fonts.ready;
  const faults = [], numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  for (const face of page.fonts) if (face.status === "error") faults.push(`font: ${face.family} ${face.weight} ${face.style}`);
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const over = (top, alpha, below) => top.map((v, i) => v * alpha + below[i] * (1 - alpha));
  const base = numbers(ground);
  const seen = new Set(), walker = page.createTreeWalker(page.body, view.NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement, style = view.getComputedStyle(holder);
    if (!node.data.trim() || style.visibility === "hidden" || !holder.getClientRects().length) continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > width + 1) { const fault = `wide: “${node.data.trim().slice(0, 30)}” of ${Math.round(box.width)} px on ${width}`; if (!seen.has(fault)) faults.push(fault); seen.add(fault); }
    let below = base, opacity = 1;
    const line = [];
    for (let element = holder; element; element = element.parentElement) line.unshift(element);
    for (const element of line) {
      const of = view.getComputedStyle(element), [r, g, b, alpha = 1] = numbers(of.backgroundColor);
      if (of.backgroundColor !== "rgba(0, 0, 0, 0)" && element !== page.documentElement) below = over([r, g, b], alpha, below);
      opacity *= Number(of.opacity);
    }
    const [r, g, b, alpha = 1] = numbers(style.color), [one, two] = [light(over([r, g, b], alpha * opacity, below)), light(below)];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (contrast < 4.5) { const fault = `pale: “${node.data.trim().slice(0, 30)}” ${contrast.toFixed(1)} : 1`; if (!seen.has(fault)) faults.push(fault); seen.add(fault); }
  }
  for (const element of page.body.querySelectorAll("img, svg, table, pre, math, figure")) {
    // What goes on in the next column has a box in each.
    const widest = Math.max(0, ...[...element.getClientRects()].map((box) => box.width));
    if (widest > width + 1) faults.push(`wide: ${element.localName} of ${Math.round(widest)} px on ${width}`);
  }
  return faults;
}

server.listen(0, "127.0.0.1", async () => {
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
  const faults = [];
  let documents = [], views = 0;
  try {
    for (const [screen, [width, height]] of Object.entries(screens)) {
      const page = await browser.newPage({ viewport: { width, height } });
      await page.goto(`http://127.0.0.1:${server.address().port}/epubjs.html`);
      await page.waitForFunction("window.ready", { timeout: 60000 });
      const fault = await page.evaluate("window.fault");
      if (fault) throw fault;
      documents = await page.evaluate("reader.book.spine.spineItems.map((item) => item.href)");
      for (const [theme, [ground, ink]] of Object.entries(themes)) {
        for (const [size, percent] of Object.entries(sizes)) {
          await page.evaluate(([theme, ground, ink, percent]) => {
            document.body.style.background = ground;
            reader.view.themes.register(theme, { body: { color: ink } });
            reader.view.themes.select(theme);
            reader.view.themes.fontSize(percent);
          }, [theme, ground, ink, percent]);
          for (const name of documents) {
            await page.evaluate((name) => reader.view.display(name), name);
            const column = await page.evaluate("Math.round(reader.view.manager.layout.columnWidth)");
            const [r, g, b] = [1, 3, 5].map((at) => parseInt(ground.slice(at, at + 2), 16));
            for (const found of await page.evaluate(inspect, [`rgb(${r}, ${g}, ${b})`, column])) faults.push(`${screen} ${theme} ${size} ${name} ${found}`);
            views++;
            if (out) { fs.mkdirSync(out, { recursive: true }); await page.screenshot({ path: path.join(out, `${path.basename(name, ".xhtml")}-${screen}-${theme}-${size}.png`) }); }
          }
        }
      }
      await page.close();
    }
  } catch (fault) { faults.push(String(fault)); }
  await browser.close(); server.close();
  console.log(JSON.stringify({ documents: documents.length, views, faults }));
  process.exitCode = faults.length ? 1 : 0;
});
