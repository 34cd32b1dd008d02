// Holds recorded traffic against protocol/asyncapi.yaml. One line of it:
//   {"dir": "in"|"out", "frame": {…}, "conn"?: …}
// "in" went into the host, "out" came out of it; `conn` tells connections apart where a file holds more than one.
import { validator } from './validator.js';

/**
 * @param {string} text the lines of a recording
 * @returns {{frames: number, errors: string[]}} each error begins with the number of its line
 */
export function checkTraffic(text, check = validator()) {
  const asked = new Map(); // connection → id → type of request
  const errors = [];
  let frames = 0;
  const complain = (line, found, frame) =>
    found.forEach((error) => errors.push(`line ${line}: ${error}: ${JSON.stringify(frame).slice(0, 300)}`));

  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    frames += 1;
    const { dir, frame, conn = '' } = parseLine(line) ?? {};
    if (!['in', 'out'].includes(dir) || typeof frame !== 'object' || frame === null) {
      complain(index + 1, ['not {"dir": "in"|"out", "frame": {…}}'], line);
      return;
    }
    if (!asked.has(conn)) asked.set(conn, new Map());
    const open = asked.get(conn);
    if (dir === 'in') {
      if (frame.id !== undefined) open.set(frame.id, frame.type);
      complain(index + 1, check.request(frame), frame);
    } else if (frame.re === undefined) {
      complain(index + 1, check.host(frame), frame);
    } else {
      complain(index + 1, open.has(frame.re) ? check.host(frame, open.get(frame.re)) : ['answers what nobody asked'], frame);
      open.delete(frame.re);
    }
  });
  return { frames, errors };
}

function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
