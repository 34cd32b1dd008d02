// @ts-check
// The visitor's page inside a frame of another page: tells it what is unread, and hears whether it is shown. Who may frame
// it at all, the host says (frame-ancestors); we talk to the one that answered, and to no other origin.
import { heard, written } from './frametalk.js';

/**
 * @param {Window} self @param {{onShown: (isShown: boolean) => void}} listener
 * @returns {{isFramed: boolean, isShown: () => boolean, state: (unread: number, talking: boolean) => void, leave: () => void}}
 */
export function openFrame(self, { onShown }) {
  const around = self.parent === self ? null : self.parent;
  let origin = ''; // of the page around; '' until it has answered
  let isShown = true; // a page that says nothing shows it
  let last = '';

  /** @param {import('./frametalk.js').Said} said */
  const say = (said) => origin && around?.postMessage(written(said), origin);

  if (around) self.addEventListener('message', (event) => {
    if (event.source !== around || (origin && event.origin !== origin)) return;
    const said = heard(event.data);
    if (said?.what === 'hello' && event.origin !== 'null') {
      origin = event.origin;
      last = '';
    } else if (origin && (said?.what === 'opened' || said?.what === 'closed')) {
      isShown = said.what === 'opened';
      onShown(isShown);
    }
  });
  around?.postMessage(written({ what: 'here' }), '*'); // says nothing but that we are here

  return {
    isFramed: around !== null,
    isShown: () => isShown,
    state: (unread, talking) => {
      const now = `${unread} ${talking}`;
      if (now !== last && say({ what: 'state', unread, talking }) !== '') last = now;
    },
    leave: () => void say({ what: 'leave' }),
  };
}
