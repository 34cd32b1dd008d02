// What somebody does at Courtyard's window, in the words of the window.

import { until } from '../browser.mjs';
import { executable } from '../harness.mjs';

/** Starts a window with a data folder of its own; it ends with the stage. */
export function openWindow(stage, data, flags = [], env = {}) {
  const child = stage.launch(executable, ['--data', data, ...flags], env);
  return { child, ...stage.person(child.pid) };
}

/** Clicks on Host and answers the port, which the window says. */
export async function clickHost(person, name, place) {
  await person.fill('Your name', name);
  await person.fill('Name of this place', place);
  await person.press('Host');
  await person.sees('list', 'Timeline');
  return until('the window says its address', async () => {
    const address = (await person.names()).map((each) => each.match(/\d+\.\d+\.\d+\.\d+:(\d+)/)).find(Boolean);
    return address && Number(address[1]);
  });
}

export async function clickJoin(person, name, address) {
  await person.fill('Your name', name);
  await person.fill('Address', address);
  await person.press('Join');
  await person.sees('list', 'Timeline');
}

export async function say(person, text) {
  await person.fill('Message', text);
  await person.press('Send');
}

/** Which of the texts a window shows, in its order. An entry reads like "Amina, 14:02: the text". */
export async function shown(person, texts) {
  const entries = await person.entries('Timeline');
  return entries.flatMap((entry) => texts.filter((text) => entry.includes(text)));
}

export async function windowSees(person, texts) {
  await until(`the window shows ${JSON.stringify(texts)}`, async () => {
    const seen = await shown(person, texts);
    return texts.every((text) => seen.includes(text));
  });
  return shown(person, texts);
}
