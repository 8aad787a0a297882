// epub-heard BOOK.epub: what a screen reader is told of every document of an EPUB: Chromium's accessibility tree, in reading order.
// Prints one line of JSON: {"one.xhtml":[{"role":"heading","name":"Loomings","level":1},…],…}. Text stands under the role "text".
// Exit status: 0 the trees are printed, 1 a document could not be opened, 2 wrong call.
const { chromium } = require("playwright-core");
const { execFileSync } = require("child_process");
const fs = require("fs"), os = require("os"), path = require("path");
const [book] = process.argv.slice(2);
if (!book) { console.error("usage: epub-heard BOOK.epub"); process.exit(2); }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "epub-heard-"));

/** The nodes that are told, in order. */
function told(nodes) {
  const by = new Map(nodes.map((node) => [node.nodeId, node])), out = [];
  const value = (node, name) => (node.properties || []).find((one) => one.name === name)?.value.value;
  const visit = (node) => {
    const role = node.role?.value, name = (node.name?.value || "").replace(/\s+/g, " ").trim();
    const inside = (node.childIds || []).map((id) => by.get(id)).filter(Boolean);
    if (!node.ignored && role === "StaticText") { if (name) out.push({ role: "text", name }); return; }
    if (!node.ignored && !["none", "generic", "InlineTextBox", "LineBreak"].includes(role)) {
      const one = { role, name }, level = value(node, "level"), description = node.description?.value;
      if (level) one.level = level;
      if (description) one.description = description;
      out.push(one);
    }
    inside.forEach(visit);
  };
  visit(nodes[0]);
  return out;
}

(async () => {
  execFileSync("python3", ["-m", "zipfile", "-e", book, folder]);
  const browser = await chromium.launch({ executablePath: process.env.READER_CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
  const all = {};
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } }), client = await page.context().newCDPSession(page);
    for (const name of fs.readdirSync(path.join(folder, "OEBPS")).filter((name) => name.endsWith(".xhtml")).sort()) {
      await page.goto(`file://${path.join(folder, "OEBPS", name)}`);
      all[name] = told((await client.send("Accessibility.getFullAXTree")).nodes);
    }
    console.log(JSON.stringify(all));
  } catch (fault) { console.error(String(fault)); process.exitCode = 1; }
  await browser.close();
  fs.rmSync(folder, { recursive: true });
})();
