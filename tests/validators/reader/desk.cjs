// Looks at the desk of `bindery watch` in Chromium.
//
//   desk see ADDRESS [FOLDER]     what axe finds in each view, what was asked of another host, what scripts of the book did;
//                                 with a FOLDER, pictures of the views
//   desk time ADDRESS FILE TIMES  milliseconds from a save of FILE (one word changed) to the painted page, TIMES times
//   desk jump ADDRESS [PAGES]     clicks on words of these pages (0,1,…) and tells what the desk says of each
//   desk picture ADDRESS FILE     a picture for the guide: contents, two facing pages, the EPUB
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const [, , what, address, ...rest] = process.argv;
if (!address) {
  console.error("usage: desk see|time|jump|picture ADDRESS [...]");
  process.exit(2);
}
const axe = path.join((process.env.READER_MODULES || "").split(":")[0], "@daisy/axe-core-for-ace/axe.min.js");
const rest_ms = (ms) => new Promise((done) => setTimeout(done, ms));
const painted = (page) => page.waitForFunction(() => document.documentElement.dataset.painted && document.querySelector(".page img"), null, { timeout: 60000 });

async function see(browser) {
  const others = [], found = {}, said = [];
  const one = async (name, width, height, dark, act) => {
    // Axe is put into the page, which its policy forbids.
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", bypassCSP: true });
    page.on("request", (request) => { if (!request.url().startsWith(address) && !request.url().startsWith("data:")) others.push(request.url()); });
    page.on("dialog", (dialog) => { said.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
    page.on("pageerror", (fault) => said.push(String(fault)));
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.evaluate(() => localStorage.clear());
    await page.reload({ waitUntil: "domcontentloaded" });
    await painted(page);
    await act(page);
    await rest_ms(400);
    await page.addScriptTag({ path: axe });
    const results = await page.evaluate(() => axe.run(document, { iframes: false }));
    found[name] = results.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) found[name].push(`the page is ${wide} px wider than the screen`);
    if (rest[0]) await page.screenshot({ path: path.join(rest[0], `${name}.png`) });
    await page.close();
  };
  const press = (...keys) => async (page) => { for (const key of keys) { await page.keyboard.press(key); await rest_ms(350); } };
  await one("whole", 1280, 800, false, press("End", "Home", "PageDown", "PageDown"));
  await one("spreads", 1280, 800, false, async (page) => {
    await press("s", "c")(page);
    await page.evaluate(() => document.querySelector("#contents button")?.click());
  });
  await one("marks", 1280, 800, true, press("m", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown"));
  await one("epub", 1280, 800, true, async (page) => {
    await page.waitForFunction(() => document.querySelector("#no-epub"));
    await rest_ms(1500);
    await press("n", "e", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown")(page);
    await page.selectOption("#look", "dark");
    await rest_ms(1500);
  });
  await one("phone", 390, 780, false, press("PageDown"));
  await one("phone-lists", 390, 780, true, press("c"));
  await one("notes", 1280, 800, false, async (page) => {
    await press("c")(page);
    await page.evaluate(() => { document.getElementById("tab-notes").click(); });
    await rest_ms(200);
    await page.evaluate(() => { document.querySelector("#notes button")?.click(); });
  });
  await one("search", 1280, 800, false, async (page) => {
    await press("/")(page);
    await page.fill("#words", "the");
    await page.keyboard.press("Enter");
    await rest_ms(700);
  });
  return { found, others, said };
}

async function time(browser) {
  const [file, times] = [rest[0], Number(rest[1])];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await painted(page);
  await page.evaluate(() => { document.getElementById("follow").click(); });
  // The page that changes is looked at, as it is by who writes.
  const text = fs.readFileSync(file, "utf8");
  const word = process.env.DESK_WORD || "the";
  const places = [...text.matchAll(new RegExp(`(?<=[a-z] )${word}(?= [a-z])`, "g"))].map((one) => one.index);
  const at = places[Math.floor(places.length / 2)];
  const taken = [];
  for (let count = 0; count <= times; count++) {
    const before = await page.evaluate(() => document.documentElement.dataset.painted);
    const next = text.slice(0, at) + ["tho", "thy", "thu"][count % 3] + text.slice(at + word.length);
    const seen = page.evaluate((before) => new Promise((done) => {
      const look = () => { if (document.documentElement.dataset.painted !== before) done(performance.timeOrigin + performance.now()); else setTimeout(look, 1); };
      look();
    }), before);
    fs.writeFileSync(`${file}.new`, next);
    const start = performance.timeOrigin + performance.now();
    fs.renameSync(`${file}.new`, file);
    const end = await seen;
    if (count > 0) taken.push(end - start); // the first brings the page into view
    await rest_ms(Number(process.env.DESK_REST || 700));
  }
  fs.writeFileSync(file, text);
  taken.sort((a, b) => a - b);
  const share = (part) => Math.round(taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] * 10) / 10;
  return { times: taken.length, p50: share(0.5), p90: share(0.9), p99: share(0.99), most: share(1) };
}

async function jump(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await painted(page);
  const told = [];
  for (const number of (rest[0] || "0").split(",")) {
    await page.evaluate((number) => { const box = document.querySelectorAll(".page")[number]; box.scrollIntoView(); }, Number(number));
    await rest_ms(700);
    const box = await page.evaluate((number) => { const { left, top, width, height } = document.querySelectorAll(".page")[number].getBoundingClientRect(); return [left, top, width, height]; }, Number(number));
    for (const [x, y] of [[0.4, 0.3], [0.6, 0.5], [0.5, 0.7]]) {
      await page.mouse.click(box[0] + x * box[2], box[1] + y * box[3]);
      await rest_ms(250);
      told.push(await page.evaluate(() => document.getElementById("place").textContent));
    }
  }
  return told;
}

async function picture(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 760 }, deviceScaleFactor: 1.4 });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await painted(page);
  await rest_ms(2500);
  for (const key of ["s", "c", "e"]) { await page.keyboard.press(key); await rest_ms(300); }
  await page.selectOption("#screen", "360");
  await page.evaluate(() => document.querySelectorAll("#contents button")[2]?.click());
  await rest_ms(1500);
  await page.mouse.click(1440 * 0.62, 760 * 0.5);
  await rest_ms(800);
  await page.screenshot({ path: rest[0] });
  return true;
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  try {
    console.log(JSON.stringify(await { see, time, jump, picture }[what](browser)));
  } finally {
    await browser.close();
  }
})().catch((fault) => {
  console.error(fault);
  process.exit(1);
});
