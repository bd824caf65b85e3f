// Opens pages in Chromium, on a desk and on a phone, light and dark, and prints what axe-core finds fault with.
// Arguments: the browser, then the pages. Also fails on a page that is wider than the phone.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require(path.join(process.cwd(), "playwright-core"));
const axe = path.join(process.cwd(), "axe-core", "axe.min.js");

const [browserName, ...pages] = process.argv.slice(1);
const places = process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, browserName));
const executablePath = places.find((place) => fs.existsSync(place));
const views = [
  { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { viewport: { width: 360, height: 740 }, colorScheme: "light" },
  { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
];

async function look() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const faults = [];
  for (const view of views) {
    const context = await browser.newContext(view);
    for (const file of pages) {
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.addScriptTag({ path: axe });
      const { violations, passes } = await page.evaluate(() => axe.run());
      const place = `${path.basename(file)}, ${view.viewport.width} ${view.colorScheme}`;
      for (const { id, help, nodes } of violations) {
        faults.push(`${place}: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
      }
      if (!passes.some(({ id }) => id === "color-contrast")) faults.push(`${place}: no text was looked at`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) faults.push(`${place}: ${wider} dots wider than the window`);
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  console.log(faults.join("\n"));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

look().catch((error) => {
  console.error(error);
  process.exit(2);
});
