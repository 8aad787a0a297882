// node office-pdfjs.mjs MODULES IN.pdf WANTED.json OUT.pdf: marks words of a PDF as somebody does in the viewer of Firefox. Chromium shows the
// pages with pdf.js's own viewer; for each `{ page, box: [left, low, right, high], says }` the words in the box (in PDF units) are selected in
// the page, the marker is used on the selection, and a comment is given to it. What the viewer saves is written to OUT.pdf.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, source, wantedPath, target] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const { chromium } = require("playwright-core");
const wanted = JSON.parse(fs.readFileSync(wantedPath, "utf8")).sort((a, b) => a.page - b.page);
const page = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/m/pdfjs-dist/web/pdf_viewer.css">
<style>#box { position: absolute; inset: 0; overflow: auto; }</style><div id="box"><div id="viewer" class="pdfViewer"></div></div>
<script type="module">
import * as pdfjs from "/m/pdfjs-dist/build/pdf.mjs";
globalThis.pdfjsLib = pdfjs;
pdfjs.GlobalWorkerOptions.workerSrc = "/m/pdfjs-dist/build/pdf.worker.mjs";
const { EventBus, PDFViewer, PDFLinkService } = await import("/m/pdfjs-dist/web/pdf_viewer.mjs");
const eventBus = new EventBus(), linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({
  container: document.getElementById("box"), viewer: document.getElementById("viewer"), eventBus, linkService,
  annotationEditorMode: pdfjs.AnnotationEditorType.HIGHLIGHT, annotationEditorHighlightColors: "yellow=#FFFF98",
});
linkService.setViewer(viewer);
let manager;
eventBus.on("annotationeditoruimanager", (event) => { manager = event.uiManager; });
const drawn = new Map();
const of = (number) => { if (!drawn.has(number)) { let done; const wait = new Promise((ok) => { done = ok; }); drawn.set(number, { wait, done }); } return drawn.get(number); };
eventBus.on("textlayerrendered", (event) => of(event.pageNumber).done());
const pdf = await pdfjs.getDocument({ url: "/in.pdf", standardFontDataUrl: "/m/pdfjs-dist/standard_fonts/" }).promise;
viewer.setDocument(pdf);
linkService.setDocument(pdf);
await viewer.firstPagePromise;
await viewer.pagesPromise;
globalThis.mark = async ({ page, box: [left, low, right, high], says }) => {
  const number = page + 1;
  viewer.scrollPageIntoView({ pageNumber: number });
  await of(number).wait;
  const view = viewer.getPageView(page);
  // A page that was out of sight for long is drawn anew.
  for (let tries = 0; tries < 2000 && !view.div.querySelector(".textLayer span"); tries += 1) await new Promise((ok) => setTimeout(ok, 10));
  for (let tries = 0; tries < 200 && !view.annotationEditorLayer?.annotationEditorLayer; tries += 1) await new Promise((ok) => setTimeout(ok, 10));
  const layer = view.div.querySelector(".textLayer"), rect = layer.getBoundingClientRect();
  const [x0, y0] = view.viewport.convertToViewportPoint(left, high), [x1, y1] = view.viewport.convertToViewportPoint(right, low);
  const inside = [];
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const own = range.getBoundingClientRect(), x = (own.left + own.right) / 2 - rect.left, y = (own.top + own.bottom) / 2 - rect.top;
      if (own.width > 0 && x > x0 && x < x1 && y > y0 && y < y1) inside.push([node, at]);
    }
  }
  if (!inside.length) return false;
  const [first, last] = [inside[0], inside[inside.length - 1]];
  document.getSelection().setBaseAndExtent(first[0], first[1], last[0], last[1] + 1);
  const before = new Set(manager.getEditors(page));
  manager.highlightSelection("main_toolbar");
  const made = [...manager.getEditors(page)].find((editor) => !before.has(editor));
  if (!made) return false;
  made.comment = says;
  return true;
};
globalThis.save = async () => {
  const bytes = await pdf.saveDocument();
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
};
globalThis.ready = true;
</script>`;

const types = { ".mjs": "text/javascript", ".css": "text/css" };
const server = http.createServer((request, reply) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  const give = (data, type) => { reply.writeHead(200, { "content-type": type }); reply.end(data); };
  if (name === "/") return give(page, "text/html");
  const file = name === "/in.pdf" ? source : name.startsWith("/m/") ? path.join(modules, "node_modules", name.slice(3)) : "";
  fs.readFile(file, (fault, data) => { if (fault) { reply.writeHead(404); reply.end(); } else give(data, types[path.extname(file)] ?? "application/octet-stream"); });
});
await new Promise((ok) => server.listen(0, "127.0.0.1", ok));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage({ viewport: { width: 1200, height: 1400 } });
tab.on("console", (said) => { if (said.type() === "error") console.error(said.text()); });
tab.on("pageerror", (fault) => console.error(String(fault)));
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.waitForFunction("globalThis.ready === true", null, { timeout: 120000 });
let missed = 0;
for (const [at, one] of wanted.entries()) if ((process.env.SAY && console.error(at, one.page), !(await tab.evaluate((one) => globalThis.mark(one), one)))) missed += 1;
fs.writeFileSync(target, Buffer.from(await tab.evaluate(() => globalThis.save()), "base64"));
if (missed) console.error(`${missed} of ${wanted.length} could not be marked`);
await browser.close();
server.close();
