import { readdirSync, readFileSync } from 'node:fs';

/** A process that belongs to a Snowfleet home. */
export interface OwnProcess {
  readonly pid: number;
  readonly command: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Ended between the listing and the look, or somebody else's.
    return '';
  }
}

/** Every running process that was started with this `$SNOWFLEET_HOME` or names it, from /proc. */
export function processesOf(home: string): OwnProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim();
      // A zombie has no command line left; it is its parent's to collect.
      if (command === '') return [];
      const ours =
        command.includes(home) ||
        read(`/proc/${name}/environ`)
          .split('\0')
          .some((entry) => entry === `SNOWFLEET_HOME=${home}`);
      return ours ? [{ pid: Number(name), command }] : [];
    });
}
