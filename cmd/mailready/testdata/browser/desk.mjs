// A helper at the desk page in a real browser (Chromium, by playwright-core).
// Takes one request a line as JSON on standard input and answers each with one
// line of JSON. What the console says and every request but that for the page
// itself stand in "noise".
import { createInterface } from 'node:readline';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let page, noise = [];

const does = {
  // open gives how many milliseconds passed until the field took a letter and until an answer can be given.
  async open({ page: address, width = 1024, height = 700, dark = false }) {
    noise = [];
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
    page = await context.newPage();
    page.setDefaultTimeout(20000);
    page.on('console', m => noise.push('console: ' + m.text()));
    page.on('pageerror', e => noise.push('error: ' + e));
    page.on('request', r => { if (r.url().split('#')[0] !== address.split('#')[0]) noise.push('request: ' + r.url()); });
    await page.goto(address);
    await page.waitForSelector('html[data-ready]');
    return page.evaluate(async () => ({
      ready: Math.round(performance.now()),
      paint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1),
      text: document.getElementById('answer').innerText,
      stored: localStorage.length,
    }));
  },
  async ask({ text }) {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
    return { words: (await page.locator('#answer [data-words]').allInnerTexts()).join('\n'), text: await page.innerText('#answer'), html: await page.innerHTML('#answer') };
  },
  async press({ key }) { await page.keyboard.press(key); return { text: await page.evaluate(() => document.activeElement.id) }; },
  async click({ name }) { await page.getByRole('button', { name, exact: true }).first().click(); return { text: await page.innerText('main') }; },
  async fill({ at, text }) { await page.locator(at).first().fill(text); return {}; },
  async check({ at }) { await page.click(at); return { stored: await page.evaluate(() => localStorage.length) }; },
  async select({ at, text }) { await page.selectOption(at, text); return { text: await page.innerText('main') }; },
  async html({ at }) { return { text: await page.innerText(at), html: await page.innerHTML(at) }; },
  // copied presses a button that copies, and gives what was copied.
  async copied({ name }) {
    await page.evaluate(() => { navigator.clipboard.writeText = async text => { globalThis.copied = text; }; });
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForFunction(() => globalThis.copied);
    return { text: await page.evaluate(() => { const t = globalThis.copied; globalThis.copied = ''; return t; }) };
  },
  async pdf({ file }) { await page.pdf({ path: file, format: 'A4' }); return {}; },
  async picture({ file }) { await page.screenshot({ path: file }); return {}; },
  async wide() { return { text: String(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) }; },
  async axe() {
    // Evaluated by way of the debugger, as the page's own policy lets no other script in.
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run());
    return { violations: found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')) };
  },
  // reload opens the same page again, with what the browser has kept of it.
  async reload() {
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    return does.left();
  },
  // left is what the browser keeps of the page, of all kinds, and what stands in it.
  async left() {
    return page.evaluate(async () => ({
      stored: localStorage.length + sessionStorage.length + document.cookie.length + (await indexedDB.databases()).length,
      text: document.getElementById('call').innerText,
      note: document.querySelector('#line textarea')?.value ?? '',
    }));
  },
  async noise() { return { noise }; },
  // memory is what the page's own process holds in memory, in MB.
  async memory() {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    let most = 0;
    for (const p of processInfo.filter(p => p.type === 'renderer')) {
      const [, kB] = (await readFile(`/proc/${p.id}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/);
      most = Math.max(most, kB / 1024);
    }
    return { text: String(Math.round(most)) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try { answer = await does[request.do](request); } catch (problem) { answer = { problem: String(problem) }; }
  console.log(JSON.stringify(answer));
}
await browser.close();
