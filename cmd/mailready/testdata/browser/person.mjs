// A person at a real browser (Chromium, by playwright-core): opens the pages
// that are named on standard input, one a line, signs in with the account in
// PERSON, presses the buttons that lead on, and prints for each page what the
// last one says and where it is, as one line of JSON. It ends when the input
// ends. The first line may be an option: {"map": "HOST 127.0.0.1:PORT"} leads
// that host to a server of the test, whose certificate is believed.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let { value: line, done } = await lines.next();
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-proxy-server'];
let believe = false;
if (!done && line.startsWith('{')) {
  args.push(`--host-resolver-rules=MAP ${JSON.parse(line).map}`);
  believe = true;
  ({ value: line, done } = await lines.next());
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args });

// signIn fills in what a page asks for, until no page asks any more.
async function signIn(address) {
  const context = await browser.newContext({ ignoreHTTPSErrors: believe }); // a new one knows nobody
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  try {
    await page.goto(address);
    for (let n = 0; n < 8; n++) {
      const account = page.locator('input[name=login], input[name=user]');
      const secret = page.locator('input[type=password]');
      const button = page.locator('button').first();
      if (!await button.count()) break;
      if (await account.count()) await account.fill(process.env.PERSON);
      if (await secret.count()) await secret.fill('any');
      const next = page.waitForEvent('load');
      await button.click();
      await next;
    }
    return { at: page.url().split('?')[0], text: await page.locator('body').innerText() };
  } catch (problem) {
    return { at: page.url().split('?')[0], problem: String(problem), text: await page.locator('body').innerText().catch(() => '') };
  } finally {
    await context.close();
  }
}

for (; !done; { value: line, done } = await lines.next()) console.log(JSON.stringify(await signIn(line)));
await browser.close();
