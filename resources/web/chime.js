// @ts-check
// Two soft tones, made here: no file, no request. Browsers let a page sound once somebody has touched it.

const TONES = [659, 880]; // Hz
const EACH = 0.16; // s
const LOUDNESS = 0.08;

/** @returns {() => void} */
export function chime() {
  /** @type {AudioContext|null} */ let audio = null;

  return function sound() {
    if (typeof AudioContext !== 'function' || navigator.userActivation?.hasBeenActive === false) return;
    const context = (audio ??= new AudioContext());
    TONES.forEach((frequency, index) => {
      const begin = context.currentTime + index * EACH;
      const tone = new OscillatorNode(context, { type: 'sine', frequency });
      const volume = new GainNode(context, { gain: LOUDNESS });
      volume.gain.setValueAtTime(LOUDNESS, begin);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + EACH * 2); // no crack at its end
      tone.connect(volume).connect(context.destination);
      tone.start(begin);
      tone.stop(begin + EACH * 2);
    });
  };
}
