// The help desk from a real window: its owner answers somebody who asks from the visitor's page in a real Chromium.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { launchBrowser, until } from './browser.mjs';
import { Notices } from './desktop/notices.mjs';
import { Stage } from './desktop/stage.mjs';
import { clickHost, openWindow, say, windowSees } from './desktop/windows.mjs';
import { Guests } from './guests.mjs';

let stage;
let browser;
let data;
let host;
const guests = new Guests(() => ({ browser, host }));

before(async () => {
  [stage, browser, data] = await Promise.all([Stage.open({ width: 1500, height: 900 }), launchBrowser(), mkdtemp(join(tmpdir(), 'courtyard-desk-'))]);
});
after(async () => {
  await Promise.all([stage.close(), browser.close()]);
  await rm(data, { recursive: true, force: true });
});
afterEach(() => guests.leave());

test('a question comes up in the window, is taken, answered and closed, and opened again by its visitor; another one is told on the desktop', async () => {
  const olga = openWindow(stage, data, ['--port', '0', '--code', 'none', '--desk', 'Support', '--bind', '127.0.0.1']);
  host = { port: await clickHost(olga, 'Olga', 'Ship') };
  host.url = `http://127.0.0.1:${host.port}/`;

  const vera = await guests.page({}, 'help?desk=support');
  await vera.page.getByLabel('Your name').fill('Vera');
  await vera.page.getByLabel('Your question').fill('Where is the doctor?');
  await vera.page.getByRole('button', { name: 'Send the question' }).click();
  await vera.sees('Where is the doctor?');

  const queue = async () => olga.entries('Questions');
  await until('the window says that one waits', async () => (await olga.entries('Help desk')).some((entry) => /^Waiting, 1/.test(entry)));
  await olga.click('Help desk', 'Waiting');
  await until('the question stands in the queue', async () => (await queue()).some((entry) => entry.includes('Vera')));
  await olga.click('Questions', 'Vera');
  await windowSees(olga, ['Where is the doctor?']);
  await olga.press('Answer');
  await vera.page.getByText('Olga is helping you now').waitFor();
  await say(olga, 'On deck two, until noon.');
  await vera.sees('Where is the doctor?', 'On deck two, until noon.');

  await olga.press('Close');
  await vera.page.getByText(/is closed/).first().waitFor();
  await vera.say('Thank you! And the pharmacy?');
  await windowSees(olga, ['Where is the doctor?', 'On deck two, until noon.', 'Thank you! And the pharmacy?']);
  await olga.sees('button', 'Answer');

  const notices = await Notices.open(stage);
  await olga.click('Rooms', 'lobby');
  const noor = await guests.page({}, 'help?desk=support');
  await noor.page.getByLabel('Your name').fill('Noor');
  await noor.page.getByLabel('Your question').fill('Is there a bus?');
  await noor.page.getByRole('button', { name: 'Send the question' }).click();
  await until('the desktop says so', async () => (await notices.titles()).includes('New question from Noor (Support)'));
  await notices.click();
  await windowSees(olga, ['Is there a bus?']);
  assert.equal(olga.child.exitCode, null);
});
