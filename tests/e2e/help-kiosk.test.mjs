// The visitor's page at a device that many use: it forgets, and yet loses nothing that was written. The page's clock is moved.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { launchBrowser, until } from './browser.mjs';
import { ownerOf } from './deskpeople.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));

before(async () => {
  [browser, host] = await Promise.all([launchBrowser(), startHost({ name: 'Field clinic', args: ['--desk', 'Support'] })]);
});
after(() => Promise.all([browser.close(), host.stop()]));
afterEach(() => guests.leave());

/** A kiosk whose clock the test moves. */
async function kiosk() {
  const visitor = await guests.page({}, 'help?kiosk=1');
  await visitor.page.clock.install();
  await visitor.page.reload();
  await visitor.page.getByLabel('Your question').waitFor();
  return visitor;
}

async function fill({ page }, name, question) {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Your question').fill(question);
}

const send = ({ page }) => page.getByRole('button', { name: 'Send the question' }).click();
const sent = ({ log }) => log.locator('.mark').first().waitFor(); // what is only on its way is shown, too

/** Nothing of the one before is in the page or in the browser. */
async function assertForgotten({ page }, ...words) {
  assert.deepEqual([await page.getByLabel('Your name').inputValue(), await page.getByLabel('Your question').inputValue()], ['', '']);
  const kept = await page.evaluate(async () => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })
    + JSON.stringify(await indexedDB.databases()) + document.documentElement.outerHTML + location.href);
  for (const word of words) assert.ok(!kept.includes(word), word);
  assert.ok(!/courtyard-help|token|"courtyard"/.test(await page.evaluate(async () => Object.keys({ ...localStorage, ...sessionStorage }).join() + JSON.stringify(await indexedDB.databases()))));
}

const questions = async (name) => {
  const owner = await ownerOf(host);
  try {
    const found = await until(`${name} is in the queue`, async () => (await owner.ask({ type: 'tickets' })).tickets.find((room) => room.name === name));
    await owner.enter(found.id);
    return await until('the question is there', () => owner.texts(found.id).length > 0 && owner.texts(found.id));
  } finally {
    await owner.close();
  }
};

test('after a minute without a touch it counts down, and forgets', async () => {
  const sara = await kiosk();
  await fill(sara, 'Sara', 'My secret question');
  await send(sara);
  await sara.box.waitFor();
  await sara.sees('My secret question');
  await sent(sara);
  await sara.page.clock.runFor(50_000);
  await sara.page.getByRole('alertdialog').getByText(/forgotten in \d+ seconds/).waitFor();
  await sara.page.clock.runFor(15_000);
  await sara.page.getByLabel('Your question').waitFor();
  await assertForgotten(sara, 'Sara', 'My secret question');
  assert.deepEqual(await questions('Sara'), ['My secret question']);
});

test('a touch stops the countdown', async () => {
  const sara = await kiosk();
  await fill(sara, 'Sara T', 'Still writing');
  await sara.page.clock.runFor(50_000);
  await sara.page.getByRole('button', { name: 'I am still here' }).click();
  await sara.page.clock.runFor(40_000);
  assert.equal(await sara.page.getByRole('alertdialog').count(), 0);
  assert.equal(await sara.page.getByLabel('Your question').inputValue(), 'Still writing');
});

test('what was only typed is forgotten, too', async () => {
  const sara = await kiosk();
  await fill(sara, 'Sara D', 'Never sent');
  await sara.page.clock.runFor(70_000);
  await until('the field is empty', async () => (await sara.page.getByLabel('Your question').inputValue()) === '');
  await assertForgotten(sara, 'Sara D', 'Never sent');
});

test('whoever is done says so, and the next one finds nothing', async () => {
  const sara = await kiosk();
  await fill(sara, 'Sara N', 'Another secret');
  await send(sara);
  await sara.sees('Another secret');
  await sent(sara);
  await sara.page.getByRole('button', { name: 'Done' }).click();
  await sara.page.getByLabel('Your question').waitFor();
  await assertForgotten(sara, 'Sara N', 'Another secret');
  await sara.page.reload();
  await sara.page.getByLabel('Your question').waitFor();
});

test('what is not on the host yet is sent after its writer has gone, and the page says so meanwhile', async () => {
  const sara = await kiosk();
  sara.hostIsAway = true;
  await fill(sara, 'Sara L', 'Sent into the void');
  await host.kill();
  await send(sara);
  await sara.page.getByText(/is not reached/).waitFor();
  await sara.page.clock.runFor(62_000);
  await sara.page.getByText('1 earlier message is still on its way. Please leave this page open.').waitFor();
  assert.equal(await sara.page.getByLabel('Your question').inputValue(), '');
  await host.restart();
  await until('it was sent', async () => {
    await sara.page.clock.runFor(2_000); // the page's own waits stand still, too
    return (await sara.page.getByText('still on its way').count()) === 0;
  });
  sara.hostIsAway = false;
  assert.deepEqual(await questions('Sara L'), ['Sent into the void']);
  await assertForgotten(sara, 'Sara L', 'Sent into the void');
});
