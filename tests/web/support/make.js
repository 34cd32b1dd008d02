// Rooms and events for tests, in as few words as possible.
export const message = (seq, text = `text ${seq}`, more = {}) => ({
  room: 'lobby', seq, at: 1_763_700_000_000 + seq * 1000, from: 'm_other', name: 'Amina', kind: 'message', key: `k${seq}`, text, files: [],
  reply: 0, target: 0, emoji: '', on: true, deleted: false, ...more,
});

export const messages = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => message(first + index));

export const room = (more = {}) => ({
  id: 'lobby', name: 'lobby', kind: 'public', topic: '', head: 0, log: 'l_1', people: 2, member: true, read: 0, unread: 0, peer: '', ...more,
});

export const welcome = (rooms, more = {}) => ({
  type: 'welcome', re: 1, protocol: 1, time: 0, token: 'secret', host: { id: 'h_1', name: 'Field clinic', version: '0.1.0' },
  me: { id: 'm_me', name: 'Sara', role: 'member' }, rooms, limits: { text: 16384, frame: 65536, page: 200, name: 48 }, ...more,
});

export const person = (id, more = {}) => ({ id, name: id.replace('m_', ''), role: 'member', device: 'desktop', online: true, ...more });
