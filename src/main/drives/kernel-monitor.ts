import { spawn } from 'node:child_process';
import { createLineSplitter } from '../process';

/** Tells that something became of a block device. */
export interface KernelMonitor {
  /** Whether udev is heard; false once it is not there, or has ended. */
  readonly hears: boolean;
  stop(): void;
}

/**
 * Listens to udev, which speaks after it has looked at what came: with labels and file systems, that the kernel itself
 * does not know. Without udevadm nothing is heard, which is no error.
 */
export function listenToUdev(onNews: () => void, program = 'udevadm'): KernelMonitor {
  const child = spawn(program, ['monitor', '--udev', '--subsystem-match=block'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let hears = true;
  const lines = createLineSplitter((line) => {
    if (line.startsWith('UDEV')) onNews();
  });
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
  const ended = (): void => {
    if (hears) onNews();
    hears = false;
  };
  child.on('error', ended);
  child.on('exit', ended);
  return {
    get hears() {
      return hears;
    },
    stop() {
      hears = false;
      child.kill();
    },
  };
}
