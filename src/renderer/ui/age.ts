const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How old a fact is, in the few characters a dense row has: `now`, `12 s`, `4 min`, `3 h`, `3 d`. */
export function age(at: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (!Number.isFinite(seconds)) return 'not known';
  if (seconds < 3) return 'now';
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

/** The same as part of a sentence: `just now`, `12 s ago`. */
export function ago(at: string, now: number): string {
  const words = age(at, now);
  return words === 'now' ? 'just now' : words === 'not known' ? 'at an unknown time' : `${words} ago`;
}

/** A span of work: `2.1 s`, `48 s`, `1 min 8 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < MINUTE) return `${Math.floor(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ${Math.floor(seconds % MINUTE)} s`;
  return `${Math.floor(seconds / HOUR)} h ${Math.floor((seconds % HOUR) / MINUTE)} min`;
}

/** Day and time of an event near today: `today 08:41`, `yesterday 22:10`, `20 Nov 09:14`. Local time. */
export function moment(at: string, now: number): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return 'unknown time';
  const clock = `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  if (then >= midnight) return `today ${clock}`;
  if (then.getTime() >= midnight.getTime() - DAY * 1000) return `yesterday ${clock}`;
  const month = then.toLocaleString('en-GB', { month: 'short' });
  return `${then.getDate()} ${month} ${clock}`;
}
