// Real browser pages among the participants: they are reloaded and closed. At the end what is on their screens is held
// against the host's log.
import { setTimeout as pause } from 'node:timers/promises';

import { launchBrowser, Visitor } from '../e2e/browser.mjs';
import { onceInOrder } from './desktops.mjs';

const settleWithin = 120_000;

class Page {
  texts = [];
  reloads = 0;

  constructor(name, visitor, url) {
    this.name = name;
    this.visitor = visitor;
    this.url = url;
    visitor.hostIsAway = true; // now and then, and who knows when
  }

  async say() {
    const entry = { text: `${this.name} says ${this.texts.length + 1}`, sure: false };
    await this.visitor.box.fill(entry.text, { timeout: 3000 });
    this.texts.push(entry);
    await this.visitor.page.getByRole('button', { name: 'Send' }).click({ timeout: 3000 });
    entry.sure = true;
  }

  /** As by the button of the browser; while the host is away nothing comes, and the person tries again. */
  async reload() {
    ++this.reloads;
    for (const end = Date.now() + settleWithin; Date.now() < end; ) {
      try {
        await this.visitor.page.goto(this.url, { timeout: 5000 });
        await this.visitor.box.waitFor({ timeout: 10_000 });
        return;
      } catch {
        await pause(1000);
      }
    }
    throw new Error(`${this.name} did not come back after a reload`);
  }

  /** What is on its screen: {seq, text}, oldest first. */
  shown() {
    return this.visitor.log.locator('article').evaluateAll((articles) => articles.map((article) => ({
      seq: Number(article.dataset.seq ?? 0), text: article.querySelector('.text')?.textContent ?? null,
    })));
  }
}

/** The texts of a log's messages as they are shown in the end: edited, or gone. */
function shownOf(events) {
  const shown = new Map();
  for (const { seq, kind, text, target } of events) {
    if (kind === 'message') shown.set(seq, text);
    if (kind === 'edit' && shown.get(target) !== null) shown.set(target, text);
    if (kind === 'delete') shown.set(target, null);
  }
  return shown;
}

export class Pages {
  #all = [];
  #lively = true;
  #troubles = [];

  static async open(count, setup) {
    const pages = new Pages();
    Object.assign(pages, setup);
    if (count === 0) return pages;
    pages.browser = await launchBrowser();
    const url = `http://127.0.0.1:${setup.host.port}/`;
    for (let index = 0; index < count; ++index) {
      const page = new Page(`page ${index}`, await Visitor.come(pages.browser, url), url);
      await page.visitor.join({ name: page.name });
      pages.#all.push(page);
    }
    setup.say(`${count} pages are in`);
    return pages;
  }

  get count() {
    return this.#all.length;
  }

  async live() {
    while (this.#lively && this.#all.length > 0) {
      const page = this.random.pick(this.#all);
      try {
        if (this.random.chance(0.05)) await page.reload();
        else await page.say();
      } catch (error) {
        this.#troubles.push(`${page.name}: ${error.message.split('\n')[0]}`);
      }
      await pause(this.random.between(300, 4000));
    }
  }

  rest() {
    this.#lively = false;
  }

  async settle() {
    for (const page of this.#all) {
      const waiting = () => page.visitor.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':outbox:')).length);
      for (const end = Date.now() + settleWithin; Date.now() < end && (await waiting()) > 0; ) await pause(300);
      if ((await waiting()) > 0) this.fail(`${page.name} still has messages waiting`);
    }
  }

  async compare(logs) {
    const wrong = [];
    const typed = [];
    const { events } = logs.lobby;
    const expected = shownOf(events);
    const newest = [...expected.keys()].at(-1) ?? 0;
    for (const page of this.#all) {
      let shown = await page.shown();
      for (const end = Date.now() + settleWithin; Date.now() < end && (shown.at(-1)?.seq ?? 0) < newest; shown = await page.shown()) await pause(300);
      wrong.push(...onceInOrder(page.name, page.texts, events));
      const seqs = shown.map(({ seq }) => seq);
      const first = seqs[0] ?? 0;
      const wanted = [...expected.keys()].filter((seq) => seq >= first);
      if (JSON.stringify(seqs) !== JSON.stringify(wanted)) wrong.push(`${page.name}: shows the numbers ${seqs.slice(-20)}, not ${wanted.slice(-20)}`);
      const other = shown.find(({ seq, text }) => expected.get(seq) !== null && text !== expected.get(seq));
      if (other) wrong.push(`${page.name}: shows ${JSON.stringify(other)}, not ${JSON.stringify(expected.get(other.seq))}`);
      for (const complaint of page.visitor.complaints) wrong.push(`${page.name}: ${complaint}`);
      typed.push({ device: page.name, isReal: true, typed: page.texts });
    }
    const count = this.#all.reduce((sum, { texts }) => sum + texts.length, 0);
    const summary = this.#all.length > 0
      ? `pages: ${this.#all.length}, ${count} messages typed, reloaded ${this.#all.reduce((sum, { reloads }) => sum + reloads, 0)} times; ${this.#troubles.length} clicks went astray ${[...new Set(this.#troubles)].slice(0, 5).join(' | ')}`
      : '';
    return { wrong, typed, summary };
  }

  async close() {
    await this.browser?.close();
  }
}
