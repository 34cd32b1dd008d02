// Makes the pictures of README.md with the real executable: node pictures.mjs FOLDER. See CONTRIBUTING.md.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { launchBrowser, until, Visitor } from './browser.mjs';
import { ownerOf } from './deskpeople.mjs';
import { Stage } from './desktop/stage.mjs';
import { executable, startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';
import { deskPicture } from './pictures-desk.mjs';

const folder = resolve(process.argv[2]);
const data = await mkdtemp(join(tmpdir(), 'courtyard-pictures-'));
const [stage, browser] = await Promise.all([Stage.open({ width: 1400, height: 900 }), launchBrowser()]);

/** What people say in a field clinic on an ordinary afternoon. */
async function talk(host, sara) {
  const come = (name, device) => Peer.join(host, name, { device });
  const [amina, jorge, liwei] = [await come('Amina', 'desktop'), await come('Jorge', 'phone'), await come('Li Wei', 'desktop')];
  const { room: triage } = await amina.ask({ type: 'create', name: 'triage', kind: 'public', key: 'triage' });
  const { room: supplies } = await liwei.ask({ type: 'create', name: 'supplies', kind: 'public', key: 'supplies' });
  await amina.ask({ type: 'topic', room: 'lobby', key: 'topic', text: 'Day three. Water at the school gate.' });
  const generator = await amina.post('lobby', 'The generator is back. Can someone bring two boxes of gloves to tent 3?');
  await sara('On my way, five minutes.');
  await liwei.post('lobby', 'I counted: 14 boxes left in the blue container, plus the open one.');
  const truck = await jorge.post('lobby', 'The water truck comes at three, not at two.\nI moved the queue into the shade behind the school.');
  await amina.ask({ type: 'react', room: 'lobby', key: 'r1', target: truck.seq, emoji: '👍', on: true });
  await liwei.ask({ type: 'react', room: 'lobby', key: 'r2', target: truck.seq, emoji: '👍', on: true });
  await amina.ask({ type: 'post', room: 'lobby', key: 'thanks', text: 'Gloves are here. Thank you!', reply: generator.seq + 1 });
  await jorge.ask({ type: 'direct', member: amina.me.id });
  return { amina, jorge, liwei, triage, supplies };
}

/** A question at the information point of a water company: the visitor's page on a phone, and the button in another page. */
async function helpDesk() {
  const site = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><html lang="en"><meta name="color-scheme" content="light dark">
    <title>Water company</title><body style="margin: 0; font: 17px/1.6 Noto Sans, sans-serif"><header style="background: #14568c; color: #fff; padding: 18px 40px; font-size: 22px">Water company</header>
    <main style="padding: 20px 40px; max-width: 40em"><h1>Your water today</h1><p>Tank trucks stand at the school gate and at the old market from seven to noon. Bring your own canisters, please; ten litres for each person.</p>
    <p>The pump at the river is being repaired. We expect it back on Thursday.</p></main><script src="${desk.url}widget.js" data-desk="support" data-label="Ask us" data-color="#14568c"></script></body></html>`));
  let desk;
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const origin = `http://127.0.0.1:${site.address().port}`;
  desk = await startHost({ name: 'Water company', args: ['--desk', 'Support', '--allow-origin', origin] });
  const owner = await ownerOf(desk);
  const answered = async (name, ...texts) => {
    const { id } = await until(`${name} is in the queue`, async () => (await owner.ask({ type: 'tickets' })).tickets.find((room) => room.name === name));
    await owner.ask({ type: 'claim', room: id });
    for (const text of texts) await owner.post(id, text);
  };
  const ask = async (where, name, question) => {
    await where.getByLabel('Your name').fill(name);
    await where.getByLabel('Your question').fill(question);
    await where.getByRole('button', { name: 'Send the question' }).click();
    await where.getByText(question).waitFor();
  };
  await owner.ask({ type: 'rename', name: 'Li Wei' });
  const phone = await Visitor.come(browser, `${desk.url}help?desk=support`, { colorScheme: 'light' });
  await ask(phone.page, 'Noor', 'Can I fetch water for my neighbour, too? She cannot walk.');
  await answered('Noor', 'Yes. Bring her card, or write down her name and her street.', 'If it is far, we can bring it in the afternoon.');
  await phone.sees('If it is far, we can bring it in the afternoon.');
  await phone.page.screenshot({ path: join(folder, 'help-phone.png') });
  await phone.close();

  const context = await browser.newContext({ viewport: { width: 1000, height: 640 }, colorScheme: 'dark', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(origin);
  await page.getByRole('button', { name: 'Ask us' }).click();
  const frame = page.frameLocator('courtyard-help iframe');
  await ask(frame, 'Jorge', 'When does the truck come to the old market?');
  await answered('Jorge', 'At eight, and again at eleven.');
  await frame.getByText('At eight, and again at eleven.').waitFor();
  await page.screenshot({ path: join(folder, 'help-button.png') });
  await context.close();
  await owner.close();
  site.close();
  await desk.stop();
}

try {
  await helpDesk();
  await deskPicture(browser, join(folder, 'desk.png'));

  // As it greets somebody who has never seen it: without flags, which open the options.
  const first = stage.launch(executable, ['--data', join(data, 'first')]);
  const newcomer = stage.person(first.pid);
  await newcomer.fill('Your name', 'Sara');
  await newcomer.fill('Name of this place', 'Field clinic');
  await stage.picture(await stage.window(first.pid, 'Courtyard'), join(folder, 'start.png'));
  first.kill();

  const child = stage.launch(executable, ['--data', join(data, 'clinic'), '--port', '3000', '--code', '481502']);
  const sara = stage.person(child.pid);
  await sara.fill('Your name', 'Sara');
  await sara.fill('Name of this place', 'Field clinic');

  await sara.press('Host');
  await sara.sees('list', 'Timeline');
  const port = await until('the window says its address', async () =>
    Number((await sara.names()).map((name) => name.match(/\d+\.\d+\.\d+\.\d+:(\d+)/)?.[1]).find(Boolean)));
  const host = { port, code: '481502', url: `http://127.0.0.1:${port}/` };

  const phone = await Visitor.come(browser, host.url, { colorScheme: 'dark' });
  await phone.page.getByLabel('Your name').fill('Jorge');
  await phone.page.getByLabel('Join code').fill('481502');
  await phone.page.screenshot({ path: join(folder, 'phone-join.png') });
  await phone.close();

  const { amina, liwei, triage, supplies } = await talk(host, async (text) => {
    await sara.fill('Message', text);
    await sara.press('Send');
    await until('it is there', async () => (await sara.entries('Timeline')).some((entry) => entry.includes(text)));
  });
  for (const [room, peer] of [[triage, amina], [supplies, liwei]]) {
    await sara.click('Rooms', room.name);
    await sara.sees('label', `# ${room.name}`);
    await peer.post(room.id, 'First');
  }
  await sara.click('Rooms', 'lobby');
  await amina.post(triage.id, 'Two more are waiting at the gate');
  for (const text of ['Gauze is running low', 'Ordered', 'It comes tomorrow']) await liwei.post(supplies.id, text);
  await until('the rooms count what is unread', async () => (await sara.entries('Rooms')).filter((entry) => /unread/.test(entry)).length === 2);
  await stage.picture(await stage.window(child.pid, 'Field clinic'), join(folder, 'chat.png'));

  const visitor = await Visitor.come(browser, host.url, { colorScheme: 'light' });
  await visitor.join({ name: 'Noor', code: '481502' });
  await visitor.sees('Gloves are here. Thank you!');
  await visitor.say('Thanks, I am at the gate.');
  await visitor.page.locator('article.mine .time').waitFor();
  await visitor.page.screenshot({ path: join(folder, 'phone-chat.png') });

  await sara.press('Invite');
  await sara.sees('window', 'Invite people — Field clinic');
  await until('latencies are measured', async () => (await sara.names()).some((name) => /^\d+ ms$/.test(name)));
  await stage.picture(await stage.window(child.pid, 'Invite'), join(folder, 'invite.png'));
  await visitor.close();
} finally {
  await browser.close();
  await stage.close();
  await rm(data, { recursive: true, force: true });
}
