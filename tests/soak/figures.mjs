// What a process costs: memory and processor time, from /proc. And small helps to print them.
import { readFileSync } from 'node:fs';

const ticksPerSecond = 100; // USER_HZ, the same on all Linux that we run on

/** MB that are in memory. */
export function memoryOf(pid) {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

/** Seconds of processor time so far. */
export function processorOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Watches a process's memory until it is told to stop; answers the most that it saw. */
export function watchMemory(pid) {
  const first = memoryOf(pid);
  let most = first;
  const look = () => (most = Math.max(most, memoryOf(pid)));
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    look();
    return { first, most, last: memoryOf(pid), growth: most - first };
  };
}

/** The share of one processor that a process takes in this time. */
export async function shareOf(pid, seconds) {
  const [start, before] = [performance.now(), processorOf(pid)];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return (processorOf(pid) - before) / ((performance.now() - start) / 1000);
}

/** Waits until the process is idle again; the last share that was seen. */
export async function idleAgain(pid, within = 20) {
  let share = 1;
  for (const end = Date.now() + within * 1000; share > 0.05 && Date.now() < end; ) share = await shareOf(pid, 1);
  return share;
}

export function percentile(numbers, part) {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export const percent = (share) => `${(share * 100).toFixed(0)} %`;
export const mb = (value) => `${value.toFixed(1)} MB`;
