// For the tests: opens pages of the site in Firefox, types into chapter 1, and says what came of it.
// usage: node firefox.js PATH-OF-FIREFOX ADDRESS PAGE [PAGE ...]
import puppeteer from 'puppeteer-core';

const [executablePath, address, ...names] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
const SHOWN = `document.readyState === 'complete' && (document.documentElement.dataset.widgets ||
  !document.querySelector('script[type$="widget-view+json"]'))`;

/**
 * @param {string} name
 */
async function open(name) {
  const page = await browser.newPage();
  const wrong = [];
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('requestfailed', (request) => wrong.push(request.url()));
  page.on('response', (response) => response.status() >= 400 && wrong.push(response.url()));
  await page.goto(address + name);
  await page.waitForFunction(SHOWN);
  await page.$$eval('.ws-deeper', (folds) => folds.forEach((fold) => (fold.open = true)));
  return { page, wrong };
}

/** @param {string} query */
async function answerTo(query) {
  const { page, wrong } = await open('01_hospital_search.html');
  const box = await page.waitForSelector('.widget-vbox:has(.ws-hits) input[type="text"]');
  await box.evaluate((field) => field.select());
  await box.type(query);
  await page.waitForFunction(
    (word) => document.body.innerText.includes(`at least one of: ${word}`),
    {},
    query,
  );
  const hit = await page.$eval('.widget-vbox .ws-hits .ws-hit b', (node) => node.textContent);
  return { hit, wrong };
}

try {
  const pages = {};
  for (const name of names) pages[name] = (await open(name)).wrong;
  console.log(JSON.stringify({ pages, answer: await answerTo('gout') }));
} finally {
  await browser.close();
}
