// The people of a help desk in tests: its owner and visitors as peers that were not written here, agents made of members.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { until } from './browser.mjs';
import { Peer } from './peers/peer.mjs';

/** The owner, by the token in the data folder. */
export async function ownerOf(host) {
  const peer = await Peer.connect(host);
  await peer.hello({ token: (await readFile(join(host.data, 'owner-token'), 'utf8')).trim(), name: 'Owner' });
  await peer.enter('lobby');
  return peer;
}

/** Gives the member of this name a role. */
export async function give(owner, name, role) {
  const { id } = await until(`${name} is in the lobby`, async () =>
    (await owner.ask({ type: 'people', room: 'lobby' })).people.find((person) => person.name === name));
  await owner.ask({ type: 'role', member: id, role });
  return id;
}

/** Somebody with a question: `room` is the conversation, `ask()` and `texts()` what is said in it. */
export class Asker {
  /** @param {{desk?: string, token?: string, question?: string}} how */
  static async come(host, name, { desk = 'Support', question, ...hello } = {}) {
    const asker = new Asker();
    asker.peer = await Peer.connect(host);
    const { rooms } = await asker.peer.hello({ name, desk, ...hello });
    asker.room = rooms[0].id;
    await asker.peer.enter(asker.room);
    if (question) await asker.say(question);
    return asker;
  }

  say(text) {
    return this.peer.post(this.room, text);
  }

  texts() {
    return this.peer.texts(this.room);
  }

  /** The ticket as it was told last. */
  get ticket() {
    const told = this.peer.received.findLast((message) => message.type === 'room' && message.room.ticket);
    return told?.room.ticket ?? this.peer.welcome.rooms[0].ticket;
  }

  close() {
    return this.peer.close();
  }
}
