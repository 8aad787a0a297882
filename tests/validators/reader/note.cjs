// epub-note READER BOOK.epub FILE MARK [OUT.png]: opens an EPUB in a real reading system in headless Chromium, clicks on the mark of
// a note as a person does, and prints what is then to be seen, as one line of JSON:
//   {"shown":"popup","type":"footnote","hidden":true,"text":"…"}   a popup; `hidden` says that the reader takes the note out of its page
//   {"shown":"page","text":"…"}                                    the note on the page that the reader turned to
// READER: epubjs or foliate.  FILE: a document of the book, such as essay.xhtml.  MARK: the id of the mark in it.
// Exit status: 0 the note is seen, 1 it is not, or the reader has found a fault, 2 wrong call.
const { chromium } = require("playwright-core");
const http = require("http"), fs = require("fs"), path = require("path");
const [reader, book, file, mark, out] = process.argv.slice(2);
if (!mark || !["epubjs", "foliate"].includes(reader)) { console.error("usage: epub-note epubjs|foliate BOOK.epub FILE MARK [OUT.png]"); process.exit(2); }
const modules = process.env.READER_MODULES;
const types = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip" };

const server = http.createServer((request, reply) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  if (name === "/favicon.ico") { reply.writeHead(204); return reply.end(); }
  const from = name === "/book.epub" ? path.resolve(book) : name.startsWith("/m/") ? path.join(modules, name.slice(3)) : path.join(__dirname, name);
  fs.readFile(from, (fault, data) => { reply.writeHead(fault ? 404 : 200, { "content-type": types[path.extname(from)] || "application/octet-stream" }); reply.end(fault ? "" : data); });
});

/** The element with this id on the page that is shown, and where it stands on the screen. */
async function find(page, id) {
  for (const frame of page.frames()) {
    const element = await frame.$(`[id="${id}"]`).catch(() => null), box = element && (await element.boundingBox());
    if (box && box.x + box.width > 0 && box.x < 640 && box.y + box.height > 0 && box.y < 860) return { element, box };
  }
  return null;
}

async function wait(ask) {
  for (let tries = 0; tries < 60; tries++) { const answer = await ask(); if (answer) return answer; await new Promise((r) => setTimeout(r, 250)); }
  return null;
}

server.listen(0, "127.0.0.1", async () => {
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
  let seen = null, faults = [];
  try {
    const page = await browser.newPage({ viewport: { width: 640, height: 860 } });
    page.on("console", (m) => {
      const ours = m.text().includes("Blocked script execution"); // by a frame without scripts, which we ask where its elements are
      if (m.type() === "error" && !ours) faults.push(m.text());
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/${reader}.html?place=${encodeURIComponent(`${file}#${mark}`)}`);
    await page.waitForFunction("window.ready", { timeout: 60000 });
    const place = await wait(() => find(page, mark));
    if (place) {
      const note = (await place.element.getAttribute("href")).split("#")[1];
      await page.waitForTimeout(300);
      const { box } = (await find(page, mark)) || place;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      seen = await wait(async () => {
        const target = await find(page, note);
        const turned = target && { shown: "page", text: await target.element.innerText() };
        // A popup holds the note some moments before it is ready.
        if (target) await page.waitForTimeout(500);
        const popup = await page.evaluate("window.shown");
        return popup ? { shown: "popup", ...popup } : turned;
      });
    } else faults.push(`the mark ${mark} is not to be seen in ${file}`);
    const fault = await page.evaluate("window.fault");
    if (fault) faults.push(fault);
    if (out) { await page.waitForTimeout(500); await page.screenshot({ path: out }); }
  } catch (fault) { faults.push(String(fault)); }
  await browser.close(); server.close();
  for (const fault of faults) console.error(fault);
  if (seen) console.log(JSON.stringify(seen));
  process.exitCode = seen && !faults.length ? 0 : 1;
});
