// The picture of the agents' side of the help desk, on a morning at a field clinic; pictures.mjs makes it along with the others.
import { until, Visitor } from './browser.mjs';
import { Asker, give, ownerOf } from './deskpeople.mjs';
import { startHost } from './harness.mjs';

const REPLIES = [
  { name: 'hello', text: 'Hello, how can we help you?' }, { name: 'hours', text: 'We are here from 8 to 17, Monday to Friday.' },
  { name: 'pharmacy', text: 'The pharmacy is in building C, behind the red tent.' },
];

/** @param {import('playwright-core').Browser} browser @param {string} path */
export async function deskPicture(browser, path) {
  const host = await startHost({ name: 'Field clinic', args: ['--desk', 'Support', '--desk', 'Lost and found'] });
  const guests = [];
  const come = async (...how) => guests[guests.push(await Asker.come(host, ...how)) - 1];
  try {
    const owner = await ownerOf(host);
    guests.push(owner);
    const desktop = { viewport: { width: 1180, height: 700 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1, colorScheme: 'light' };
    const [amina, jorge] = [await Visitor.come(browser, host.url, desktop), await Visitor.come(browser, host.url, desktop)];
    guests.push(amina, jorge);
    for (const [agent, name] of [[amina, 'Amina'], [jorge, 'Jorge']]) {
      await agent.join({ name });
      await give(owner, name, 'agent');
      await agent.page.locator('nav [role=group] .entry').first().click();
    }
    const { id } = (await owner.ask({ type: 'rooms' })).rooms.find(({ name }) => name === 'Support');
    await owner.ask({ type: 'canned', room: id, replies: REPLIES });
    const vera = await come('Vera', { question: 'My mother was brought in this morning. Where can I find her?' });
    await come('Bob', { question: 'Is there a bus to the harbour tonight?' });
    await come('Leyla', { desk: 'Lost and found', question: 'I lost a blue bag at the gate.' });
    const answer = async (agent) => {
      await agent.page.locator('.ticket').filter({ hasText: 'Vera' }).locator('.ticket-open').click();
    };
    await answer(jorge);
    await answer(amina);
    await jorge.page.getByLabel('Note for the other agents').fill('Bed 14, tent 2. Her doctor is Li Wei; visits from two o’clock.');
    await jorge.page.getByRole('button', { name: 'Add note' }).click();
    await amina.page.locator('.composer .button.wide').click();
    await amina.box.waitFor();
    await amina.say('Good morning, Vera. She is in tent 2, and well.');
    await until('it is there', () => vera.texts().length === 2);
    await vera.say('Thank you! When may I see her?');
    await amina.sees('Thank you! When may I see her?');
    await amina.box.fill('/h');
    await amina.page.getByRole('option').first().waitFor();
    await until('nothing is said any more', async () => (await amina.page.locator('.toast').count()) === 0);
    await amina.page.screenshot({ path });
  } finally {
    for (const guest of guests) await guest.close();
    await host.stop();
  }
}
