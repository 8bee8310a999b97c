// Opens the page that is named as its first argument in a real Firefox, by
// WebDriver BiDi (W3C), asks it what the other arguments say, and prints as one
// line of JSON the answers, after how many milliseconds it was ready, and all
// that the browser logged. It keeps what it needs in the folder of HOME.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
const { ws: WebSocket } = createRequire(import.meta.url)('playwright-core/lib/utilsBundle');

const firefox = spawn('firefox-esr', ['--headless', '--no-remote', '--profile', process.env.HOME, '--remote-debugging-port=0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
let listens;
for await (const line of createInterface({ input: firefox.stderr })) {
  listens = line.match(/WebDriver BiDi listening on (ws:\S+)/)?.[1];
  if (listens) break;
}
firefox.stderr.resume();
const socket = new WebSocket(listens + '/session'), noise = [], waiting = new Map();
await new Promise((open, fail) => { socket.on('open', open); socket.on('error', fail); });
socket.on('message', data => {
  const said = JSON.parse(data);
  if (said.id) waiting.get(said.id)(said);
  else if (said.method === 'log.entryAdded') noise.push(said.params.text);
});
const ask = (method, params) => new Promise(answer => {
  const id = waiting.size + 1;
  waiting.set(id, answer);
  socket.send(JSON.stringify({ id, method, params }));
});
await ask('session.new', { capabilities: {} });
await ask('session.subscribe', { events: ['log.entryAdded'] });
const context = (await ask('browsingContext.getTree', {})).result.contexts[0].context;
await ask('browsingContext.navigate', { context, url: process.argv[2], wait: 'complete' });
const seen = await ask('script.evaluate', { target: { context }, awaitPromise: true, expression: `(async asked => {
  for (let n = 0; n < 1000 && !document.documentElement.dataset.ready; n++) await new Promise(again => setTimeout(again, 20));
  const ready = Math.round(performance.now()), answers = [];
  for (const text of asked) {
    document.getElementById('text').value = text;
    document.getElementById('ask').requestSubmit();
    answers.push([...document.querySelectorAll('#answer [data-words]')].map(e => e.innerText).join('\\n'));
  }
  return JSON.stringify({ ready, answers });
})(${JSON.stringify(process.argv.slice(3))})` });
console.log(JSON.stringify({ ...JSON.parse(seen.result.result.value), noise }));
const ended = new Promise(end => firefox.on('exit', end));
await ask('browser.close', {});
await ended;
process.exit(0);
