import { randomBytes } from 'node:crypto';

/** An id that sorts by time (UTC, whole seconds) and is a safe file name: `20261123-031500-ab12cd`. */
export function newJobId(now = new Date()): string {
  const digits = now.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return `${digits.slice(0, 8)}-${digits.slice(8)}-${randomBytes(3).toString('hex')}`;
}

/** Whether `text` has the shape of a job id; nothing else is ever made a path. */
export function isJobId(text: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{6}$/.test(text);
}
