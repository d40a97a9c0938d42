import {
  type ImageInspection,
  isUntouched,
  type Job,
  type WritePhase,
  type WriteProgress,
  type WriteRecord,
  type WriteStage,
} from '../../shared/contract';
import type { IconName } from '../ui';

/** The phases as the page lists them: what they are called and what they do. */
export const PHASES: readonly { readonly id: WritePhase; readonly title: string; readonly words: string }[] =
  [
    { id: 'check', title: 'Check', words: 'the image is whole, and its checksum right' },
    { id: 'open', title: 'Open', words: 'the drive is looked at again, unmounted and held' },
    { id: 'clear', title: 'Clear', words: 'first and last MB zeroed' },
    { id: 'write', title: 'Write', words: 'straight to the drive, its checksum alongside' },
    { id: 'flush', title: 'Flush', words: 'the drive empties its buffer' },
    { id: 'verify', title: 'Verify', words: 'block by block against the image' },
    { id: 'finish', title: 'Finish', words: 'first block last: bootable only when all is right' },
  ];

/** What happens now, as a sentence beside the percentage. */
export function phaseWords(phase: WritePhase): string {
  switch (phase) {
    case 'check':
      return 'Checking the image; the drive is not touched yet';
    case 'open':
      return 'Opening the drive';
    case 'clear':
      return 'Clearing its first and last megabyte';
    case 'write':
      return 'Writing';
    case 'flush':
      return 'Waiting until the drive has emptied its buffer';
    case 'verify':
      return 'Verifying, reading back from the drive';
    case 'finish':
      return 'Writing the first block last';
  }
}

/** In one word, for a row of the list. */
export function phaseWord(phase: WritePhase): string {
  switch (phase) {
    case 'check':
      return 'Checking';
    case 'open':
      return 'Opening';
    case 'clear':
      return 'Clearing';
    case 'write':
      return 'Writing';
    case 'flush':
      return 'Flushing';
    case 'verify':
      return 'Verifying';
    case 'finish':
      return 'Finishing';
  }
}

/** What the others wait for. */
export function stageWords(stage: WriteStage): string {
  switch (stage) {
    case 'image':
      return 'reading the image';
    case 'unpack':
      return 'unpacking';
    case 'hash':
      return 'the checksum';
    case 'drive':
      return 'the drive';
  }
}

/** `22.4 MB/s`. */
export function speedWords(bytesPerSecond: number): string {
  const mega = bytesPerSecond / 1e6;
  return `${mega >= 100 ? mega.toFixed(0) : mega.toFixed(1)} MB/s`;
}

/** `3.21 GB`: finer than elsewhere, since what is left is read from it. */
export function fineBytes(count: number): string {
  if (count >= 1e12) return `${(count / 1e12).toFixed(1)} TB`;
  if (count >= 1e10) return `${(count / 1e9).toFixed(1)} GB`;
  if (count >= 1e9) return `${(count / 1e9).toFixed(2)} GB`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(count >= 1e8 ? 0 : 1)} MB`;
  return count >= 1e3 ? `${(count / 1e3).toFixed(1)} kB` : `${count} B`;
}

/** `37 s left`; nothing while too little is known. */
export function etaWords({ etaMs }: WriteProgress): string {
  if (etaMs === null) return '';
  const seconds = Math.ceil(etaMs / 1000);
  if (seconds < 60) return `${Math.max(1, seconds)} s left`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min left`;
}

/** How a write ended, or that it goes on. */
export function outcomeLook({ outcome, untouched }: Pick<WriteRecord, 'outcome' | 'untouched'>): {
  readonly icon: IconName;
  readonly tone: string;
  readonly words: string;
} {
  const drive = untouched ? 'the drive is as it was' : 'the drive does not start';
  switch (outcome) {
    case 'running':
      return { icon: 'spin', tone: 'acc', words: 'being written' };
    case 'written':
      return { icon: 'ok', tone: 'ok', words: 'written and verified' };
    case 'failed':
      return { icon: 'fail', tone: 'bad', words: `failed; ${drive}` };
    case 'cancelled':
      return { icon: 'stop', tone: 'mut', words: `cancelled; ${drive}` };
    case 'interrupted':
      return { icon: 'alert', tone: 'warn', words: `interrupted; ${drive}` };
  }
}

/** Whether machines start from it, in words that say how sure it is. */
export function bootWords({ boots }: ImageInspection): { readonly tone: string; readonly words: string } {
  const yes = [boots.uefi === 'yes' ? 'UEFI' : '', boots.bios === 'yes' ? 'BIOS' : ''].filter(Boolean);
  if (yes.length > 0) return { tone: 'ok', words: `starts with ${yes.join(' and ')}` };
  if (boots.uefi === 'no' && boots.bios === 'no')
    return { tone: 'warn', words: 'nothing starts from it by its structure' };
  return { tone: 'mut', words: 'not known whether it starts' };
}

/** Whether what was typed is the phrase, whatever its case and however many blanks. */
export function isConfirmed(typed: string, phrase: string): boolean {
  const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(typed) === plain(phrase);
}

/** How a write has ended that did not come to its end, and what that means for the drive. */
export function endWords(job: Pick<Job, 'state' | 'steps'>): string {
  const untouched = isUntouched(job);
  switch (job.state) {
    case 'cancelled':
      return untouched
        ? 'Cancelled. The drive is as it was.'
        : 'Cancelled. The drive is clean and does not start.';
    case 'interrupted':
      return untouched
        ? 'Snowfleet ended before the drive was opened. The drive is as it was.'
        : 'Snowfleet ended while it wrote. The drive does not start; write it again.';
    default:
      return untouched
        ? 'Not written: the drive is as it was.'
        : 'Not written. The drive does not start; nothing half-written passes as a system.';
  }
}
