import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BLKIO = '/sys/fs/cgroup/blkio';

/** Why the blkio controller cannot be used here; null where it can. */
export function throttleMissing(): string | null {
  if (process.getuid?.() !== 0) return 'loop devices and the blkio controller need root';
  return existsSync(join(BLKIO, 'blkio.throttle.write_bps_device'))
    ? null
    : 'the blkio controller is not mounted';
}

/** A group of processes that a device serves no faster than it is told. */
export interface Throttle {
  /** Bytes a second of reading and of writing; 0 for as fast as it can. */
  limit(device: string, bytesPerSecond: number): void;
  close(): void;
}

/** Puts this process, and so all it starts from now on, into such a group. */
export function openThrottle(): Throttle {
  const group = join(BLKIO, `snowfleet-bench-${process.pid}`);
  mkdirSync(group);
  writeFileSync(join(group, 'cgroup.procs'), String(process.pid));
  return {
    limit(device, bytesPerSecond) {
      const { rdev } = statSync(device);
      const numbers = `${rdev >> 8}:${rdev & 0xff}`;
      for (const way of ['read', 'write']) {
        writeFileSync(join(group, `blkio.throttle.${way}_bps_device`), `${numbers} ${bytesPerSecond}`);
      }
    },
    close() {
      // Us, and what we have started.
      for (const pid of readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) {
        writeFileSync(join(BLKIO, 'cgroup.procs'), pid);
      }
      rmdirSync(group);
    },
  };
}
