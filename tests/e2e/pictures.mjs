// Makes the pictures of README.md with the real executable: node pictures.mjs FOLDER. See CONTRIBUTING.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { launchBrowser, until, Visitor } from './browser.mjs';
import { Stage } from './desktop/stage.mjs';
import { executable } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

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

try {
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
