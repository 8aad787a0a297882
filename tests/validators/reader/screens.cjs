// epub-screens BOOK.epub [OUT_FOLDER]: opens every document of an EPUB as reading systems show it (a scrolled page, epub.js, foliate-js in
// pages and scrolled, Readium CSS in pages), on a phone of 390 pixels, an e-reader and a desk, and tells what is cut off: words, pictures,
// tables and formulas that reach beyond the page or column that they begin in.
// Prints one line of JSON: {"views":40,"cut":["readium phone tables.xhtml td “Southend” by 210 px"],"scrolls":["plain phone …"],"lost":[]}
//   cut       what nobody can read the end of
//   scrolls   what can be moved sideways on its own, so that its end can be read
// Of the environment: SCREENS names the systems, SCREENS_AT the one screen and SCREENS_OF the end of the documents' names, if not all.
// Exit status: 0 nothing cut, 1 something, 2 wrong call. In OUT_FOLDER, if given, pictures, in light and in dark.
const { chromium } = require("playwright-core");
const http = require("http"), fs = require("fs"), path = require("path"), zlib = require("zlib");
const [book, out] = process.argv.slice(2);
if (!book) { console.error("usage: epub-screens BOOK.epub [OUT_FOLDER]"); process.exit(2); }
const modules = process.env.READER_MODULES;
const types = { ".js": "text/javascript", ".html": "text/html", ".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".otf": "font/otf", ".ttf": "font/ttf", ".epub": "application/epub+zip" };
const screens = { phone: [390, 844], ereader: [600, 800], desk: [1280, 900] };
const readium = path.join(modules, "@readium/css/css/dist");

/** The files of the archive, by name. */
function unzip(bytes) {
  const files = {};
  let at = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1"), count = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (; count > 0; count--) {
    const [method, packed, name, extra, remark, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const begins = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28), data = bytes.subarray(begins, begins + packed);
    files[bytes.toString("utf8", at + 46, at + 46 + name)] = method ? zlib.inflateRawSync(data) : data;
    at += 46 + name + extra + remark;
  }
  return files;
}
const files = unzip(fs.readFileSync(book));
const documents = Object.keys(files).filter((name) => name.endsWith(process.env.SCREENS_OF || ".xhtml"));

/** A document as Readium CSS shows it in pages. */
function paged(text) {
  const link = (name) => `<link rel="stylesheet" type="text/css" href="/m/@readium/css/css/dist/ReadiumCSS-${name}.css"/>`;
  return text.replace("<html ", '<html style="--USER__view: readium-paged-on; --RS__colCount: 1" ').replace(/<head>/, `<head>${link("before")}`).replace("</head>", `${link("after")}</head>`);
}

const server = http.createServer((request, reply) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  if (name === "/favicon.ico") { reply.writeHead(204); return reply.end(); }
  const type = { "content-type": types[path.extname(name)] || "application/octet-stream" };
  const part = name.startsWith("/plain/") || name.startsWith("/readium/") ? files[name.slice(name.indexOf("/", 1) + 1)] : undefined;
  if (part) { reply.writeHead(200, type); return reply.end(name.startsWith("/readium/") && name.endsWith(".xhtml") ? paged(part.toString("utf8")) : part); }
  const from = name === "/book.epub" ? path.resolve(book) : name.startsWith("/m/") ? path.join(modules, name.slice(3)) : path.join(__dirname, name);
  fs.readFile(from, (fault, data) => { reply.writeHead(fault ? 404 : 200, type); reply.end(fault ? "" : data); });
});

/** What is cut in a document; runs in a page, with the document or how to find it. */
async function cut(find) {
  const page = find ? await eval(find)() : document, view = page.defaultView;
  await page.fonts.ready;
  // A space at the end of a line may hang out, and columns are not always whole pixels wide.
  const slack = 8, cuts = [], scrolls = new Set(), root = page.documentElement;
  const columned = [root, page.body].find((element) => view.getComputedStyle(element).columnWidth !== "auto" || view.getComputedStyle(element).columnCount !== "auto");
  const style = columned && view.getComputedStyle(columned), box = columned && columned.getBoundingClientRect();
  const gap = style ? parseFloat(style.columnGap) || 0 : 0, inner = style ? columned.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) : 0;
  const width = style ? (style.columnWidth !== "auto" && parseFloat(style.columnWidth) < inner * 0.75 ? parseFloat(style.columnWidth) : Math.min(inner, parseFloat(style.columnWidth) || inner)) : root.clientWidth;
  const begins = style ? box.left + parseFloat(style.paddingLeft) + columned.clientLeft : 0, pitch = style ? width + gap : Infinity;
  /** By how many pixels a box reaches beyond the column that it begins in. */
  const over = (box) => { const column = style ? Math.floor((box.left - begins + 1) / pitch) : 0; return box.right - (begins + (style ? column * pitch : 0) + width); };
  const told = (element, words, by) => {
    for (let holder = element; holder && holder !== page.body; holder = holder.parentElement) {
      const of = view.getComputedStyle(holder);
      if (/auto|scroll/.test(of.overflowX) && holder.scrollWidth > holder.clientWidth) return scrolls.add(`${holder.localName}.${holder.className}`);
    }
    if (cuts.length < 20) cuts.push(`${element.localName} “${words.trim().slice(0, 30)}” by ${Math.round(by)} px`);
  };
  const walker = page.createTreeWalker(page.body, view.NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest("[hidden]") || !holder.getClientRects().length || view.getComputedStyle(holder).visibility === "hidden") continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    const by = Math.max(...[...range.getClientRects()].filter((box) => box.width > 1).map(over));
    if (by > slack) told(holder, node.data, by);
  }
  for (const element of page.body.querySelectorAll("img, svg, math, table")) {
    const boxes = [...element.getClientRects()].filter((box) => box.width > 1);
    const by = Math.max(-1, ...boxes.map(over));
    if (by > slack) told(element, element.getAttribute("alt") || element.textContent, by);
  }
  // A picture that is higher than the page can't be read either.
  const most = view.innerHeight;
  if (style) for (const element of page.body.querySelectorAll("img")) if (element.getBoundingClientRect().height > most + 1) cuts.push(`img ${element.getAttribute("src")} higher than the page`);
  return { cuts, scrolls: [...scrolls] };
}

const views = {
  plain: { of: (name) => `/plain/${name}` },
  readium: { of: (name) => `/readium/${name}` },
  epubjs: { of: (name) => `/epubjs.html?place=${encodeURIComponent(name.replace(/^OEBPS\//, ""))}`, find: "() => document.querySelector('iframe').contentDocument" },
  foliate: { of: (name) => `/foliate.html?place=${encodeURIComponent(name.replace(/^OEBPS\//, ""))}`, find: "() => window.reader.renderer.getContents()[0].doc" },
  scrolled: { of: (name) => `/foliate.html?flow=scrolled&place=${encodeURIComponent(name.replace(/^OEBPS\//, ""))}`, find: "() => window.reader.renderer.getContents()[0].doc" },
};

server.listen(0, "127.0.0.1", async () => {
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
  const told = { views: 0, cut: [], scrolls: [], lost: [] };
  const wanted = (process.env.SCREENS || Object.keys(views).join()).split(",");
  for (const [screen, [width, height]] of Object.entries(screens)) {
    if (process.env.SCREENS_AT && screen !== process.env.SCREENS_AT) continue;
    const page = await browser.newPage({ viewport: { width, height } });
    for (const system of wanted) {
      if (screen === "desk" && system !== "plain" && system !== "foliate") continue;
      for (const name of documents) {
        const where = `${system} ${screen} ${path.basename(name)}`;
        try {
          await page.goto(`http://127.0.0.1:${server.address().port}${views[system].of(name)}`);
          if (views[system].find) await page.waitForFunction("window.ready", null, { timeout: 30000 });
          const found = await page.evaluate(cut, views[system].find);
          told.cut.push(...found.cuts.map((one) => `${where} ${one}`));
          told.scrolls.push(...found.scrolls.map((one) => `${where} ${one}`));
          told.views++;
          if (out) {
            fs.mkdirSync(out, { recursive: true });
            const file = (light) => path.join(out, `${path.basename(name, ".xhtml")}-${screen}-${system}-${light}.png`);
            await page.screenshot({ path: file("light"), fullPage: system === "plain" });
            if (system === "plain") {
              await page.addStyleTag({ content: "html{background:#121212;color:#ccc}" });
              await page.screenshot({ path: file("dark"), fullPage: true });
            }
          }
        } catch (fault) { told.lost.push(`${where}: ${String(fault).split("\n")[0]}`); }
      }
    }
    await page.close();
  }
  await browser.close(); server.close();
  console.log(JSON.stringify(told));
  process.exitCode = told.cut.length || told.lost.length ? 1 : 0;
});
