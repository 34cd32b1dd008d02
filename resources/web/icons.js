// @ts-check
// The icons, drawn as lines on a 24×24 grid: no requests, and they take the colour of the text.
import { svg } from './dom.js';

/** @type {Record<string, string>} */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.6c2.1.9 3.5 2.8 3.5 5.4',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M5 5.5 20 12 5 18.5 7.6 12z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  down: 'M12 5v14M6 13l6 6 6-6',
  phone: 'M8 3h8v18H8zM11 18h2',
  signal: 'M5 19v-4M10 19v-8M15 19v-11M20 19V4',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
  clip: 'M19 11.5 11.6 19a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.6 1.6 0 0 1-2.2-2.2L14.5 7.5',
  camera: 'M4 7.5h3.5L9 5h6l1.5 2.5H20v12H4zM12 10a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  minus: 'M5 12h14',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  pencil: 'M4 20l1-4L16.5 4.5l3 3L8 19z',
  mute: 'M4 9.5v5h3.5l5 4v-13l-5 4zM16 9.5l5 5M21 9.5l-5 5',
  out: 'M14 4h5v16h-5M10 8l-4 4 4 4M6.5 12H15',
  ban: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11',
  shield: 'M12 3.5 19 6v5c0 4.6-2.8 7.6-7 9.5-4.2-1.9-7-4.9-7-9.5V6z',
};

/** @param {string} name of PATHS @param {string} [kind] a class beside `icon` */
export function icon(name, kind = '') {
  return svg('svg', { class: `icon ${kind}`, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] }));
}

/** The sign of Courtyard: a star of eight points. */
export function star() {
  const points = [];
  for (let index = 0; index < 16; index++) {
    const radius = index % 2 === 0 ? 28 : 17.5;
    const angle = (index * Math.PI) / 8 - Math.PI / 2;
    points.push(`${(32 + radius * Math.cos(angle)).toFixed(1)},${(32 + radius * Math.sin(angle)).toFixed(1)}`);
  }
  return svg('svg', { class: 'star', viewBox: '0 0 64 64', 'aria-hidden': 'true', focusable: 'false' },
    svg('polygon', { points: points.join(' ') }));
}
