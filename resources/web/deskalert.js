// @ts-check
// What calls an agent: a sound, a notification where the browser gives any, a phone that shakes. Each agent turns the
// sound off where it disturbs; the count in the title stays.

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./deskstate.js').Conversation} Conversation */

const TONES = [660, 880]; // Hz
const TONE = 0.16; // s
const QUIET = 2_000; // ms between two sounds: ten who come at once ring once

/** Browsers have them on https and on the computer itself only, and not on every phone. */
const canNotify = () => isSecureContext && 'Notification' in window;

/** @param {Ui} ui @param {(room: string) => void} show */
export function alerts(ui, show) {
  const { t } = ui.strings;
  /** @type {AudioContext|null} */ let audio = null;
  let rang = -Infinity;

  function ring() {
    if (!ui.session.store.get('desk:quiet') && ui.measure() - rang >= QUIET) {
      rang = ui.measure();
      play();
      navigator.vibrate?.(80);
    }
  }

  /** A browser lets a page be heard once it was touched. */
  function play() {
    if (typeof AudioContext !== 'function' || navigator.userActivation?.hasBeenActive === false) return;
    audio ??= new AudioContext();
    const { currentTime, destination } = audio;
    void audio.resume().catch(() => {});
    for (const [index, frequency] of TONES.entries()) {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      const begin = currentTime + index * TONE;
      tone.frequency.value = frequency;
      loudness.gain.setValueAtTime(0.12, begin);
      loudness.gain.exponentialRampToValueAtTime(0.001, begin + TONE * 1.5);
      tone.connect(loudness).connect(destination);
      tone.start(begin);
      tone.stop(begin + TONE * 1.5);
    }
  }

  /** @param {string} title @param {Conversation} conversation @param {string} body */
  function notify(title, { id }, body) {
    if (!document.hidden || !canNotify() || Notification.permission !== 'granted') return;
    try {
      const shown = new Notification(title, { body, tag: id, icon: '/icons/courtyard.svg', lang: ui.strings.lang, dir: /** @type {any} */ (ui.strings.dir) });
      shown.onclick = () => {
        window.focus();
        show(id);
        shown.close();
      };
    } catch {
      // Android's browsers have the word and not the thing
    }
  }

  return {
    /** @param {Conversation} conversation */
    arrived: (conversation) => {
      ring();
      notify(t('deskArrived', { name: conversation.name, desk: conversation.ticket.desk }), conversation, conversation.ticket.excerpt);
    },
    /** @param {Conversation} conversation @param {string} text */
    said: (conversation, text) => {
      if (!document.hidden) return;
      ring();
      notify(conversation.name, conversation, text);
    },
    get isQuiet() {
      return ui.session.store.get('desk:quiet') === true;
    },
    /** @param {boolean} quiet */
    setQuiet: (quiet) => {
      if (quiet) ui.session.store.set('desk:quiet', true);
      else ui.session.store.remove('desk:quiet');
      if (!quiet) play();
    },
    /** Whether the person can still be asked for notifications. */
    get mayAsk() {
      return canNotify() && Notification.permission === 'default';
    },
    ask: async () => void (await Notification.requestPermission()),
  };
}
