// site-click SITE: opens the catalogue of a site in Chromium, goes to each book by its link, downloads every file and comes back; on three
// widths, light and dark. A line a fault; exit status 1 if there is any, 2 for a wrong call.
const { chromium } = require("playwright-core");
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const site = process.argv[2];
if (!site) {
  console.error("usage: site-click SITE");
  process.exit(2);
}
const home = pathToFileURL(path.resolve(site) + "/").href;
const faults = [];

// What can be seen of a page: nothing is wider than the window, every picture is there, no letter is smaller than 12 pixels.
async function look(page, where) {
  const seen = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - window.innerWidth,
    lost: [...document.images].filter(image => image.complete && !image.naturalWidth).map(image => image.src),
    small: [...document.querySelectorAll("body *")].filter(one => one.innerText && parseFloat(getComputedStyle(one).fontSize) < 12).length,
  }));
  if (seen.wide > 0) faults.push(`${where}: ${seen.wide} px wider than the window`);
  if (seen.lost.length) faults.push(`${where}: no picture ${seen.lost}`);
  if (seen.small) faults.push(`${where}: ${seen.small} elements with small letters`);
}

async function fetched(page, link, where) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 10000 }), link.click({ modifiers: ["Alt"] }).catch(() => {})]);
  const file = await download.path();
  const there = path.join(path.dirname(new URL(page.url()).pathname), decodeURIComponent(await link.getAttribute("href")));
  if (!fs.readFileSync(file).equals(fs.readFileSync(there))) faults.push(`${where}: ${there} arrived otherwise`);
}

async function visit(browser, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  page.on("console", message => faults.push(`${page.url()}: ${message.text()}`));
  page.on("request", request => { if (!request.url().startsWith(home) && !request.url().startsWith("data:")) faults.push(`asks for ${request.url()}`); });
  await page.goto(home + "index.html");
  await look(page, `catalogue ${width} ${colorScheme}`);
  const books = await page.locator(".shelf h2 a").count();
  if (!books) faults.push("no books");
  for (let index = 0; index < books; index++) {
    await page.locator(".shelf h2 a").nth(index).click();
    await page.waitForSelector("h1");
    const where = `${await page.locator("h1").innerText()} ${width} ${colorScheme}`;
    await look(page, where);
    if (width === 900 && colorScheme === "light") {
      const links = page.locator(".ways a[href$='.epub'], .ways a[href$='.pdf']");
      const count = await links.count();
      if (count < 2) faults.push(`${where}: ${count} files`);
      for (let at = 0; at < count; at++) await fetched(page, links.nth(at), where);
    }
    await page.locator("nav.top a").click();
    await page.waitForSelector(".shelf");
  }
  await context.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
  for (const width of [320, 900, 1400]) for (const scheme of ["light", "dark"]) await visit(browser, width, scheme);
  await browser.close();
  faults.forEach(fault => console.log(fault));
  process.exit(faults.length ? 1 : 0);
})();
