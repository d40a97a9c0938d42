import type { GenerationHold } from '../../../shared/contract';
import { isStorePath } from '../store-path';

/** A generation as the host lists it. */
export interface TargetGeneration {
  readonly number: number;
  readonly path: string;
  readonly date: string;
  readonly nixosVersion: string | null;
  readonly kernel: string | null;
  /** What the system says of the commit it was built from, with `-dirty` where a draft lay on it. */
  readonly revision: string | null;
}

const REVISION = /^[0-9a-f]{40,64}(-dirty)?$/;

/** The output of LIST_GENERATIONS, oldest first. */
export function parseGenerations(output: string): TargetGeneration[] {
  return output
    .split('\n')
    .flatMap((line) => {
      const [number = '', path = '', seconds = '', version = '', modules = '', kernel = '', revision = ''] =
        line.split('\t');
      if (!/^\d+$/.test(number) || !isStorePath(path)) return [];
      return [
        {
          number: Number(number),
          path,
          date: new Date(Number(seconds) * 1000).toISOString(),
          nixosVersion: version.trim() || null,
          kernel: /^\d+\.\d/.exec(modules) ? modules.trim() : kernelVersion(kernel),
          revision: REVISION.test(revision.trim()) ? revision.trim() : null,
        },
      ];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** `6.12.58` of `/nix/store/…-linux-6.12.58/bzImage`. */
function kernelVersion(path: string): string | null {
  return /^\/nix\/store\/[0-9a-z]{32}-linux-([^/]+)(\/|$)/.exec(path)?.[1] ?? null;
}

export interface StoreSpace {
  readonly paths: number;
  readonly bytes: number;
}

/** The output of TELL_SPACE or DELETE_GENERATIONS. */
export interface SpaceTold {
  readonly busy: boolean;
  readonly held: { number: number; because: GenerationHold }[];
  readonly absent: number[];
  readonly deleted: number[];
  /** Exit code of writing the boot menu; null where it did not come to that. */
  readonly menu: number | null;
  /** What only these generations hold, or what is gone. */
  readonly space: StoreSpace;
  readonly free: number | null;
  readonly freeAfter: number | null;
}

/** Lines that are none of ours are passed over. */
export function parseSpace(output: string): SpaceTold {
  let busy = false;
  let menu: number | null = null;
  let [paths, bytes] = [0, 0];
  let free: number | null = null;
  let freeAfter: number | null = null;
  const held: SpaceTold['held'] = [];
  const absent: number[] = [];
  const deleted: number[] = [];
  for (const line of output.split('\n')) {
    const [word = '', first = '', second = ''] = line.split(' ');
    switch (word) {
      case 'busy':
        busy = true;
        break;
      case 'held':
        if (isHold(second)) held.push({ number: Number(first), because: second });
        break;
      case 'absent':
        absent.push(Number(first));
        break;
      case 'deleted':
        deleted.push(Number(first));
        break;
      case 'menu':
        menu = Number(first);
        break;
      case 'only':
      case 'gone':
        if (!isStorePath(first)) break;
        paths += 1;
        bytes += /^\d+$/.test(second) ? Number(second) : 0;
        break;
      case 'free':
        free = freeBytes(line);
        break;
      case 'free-after':
        freeAfter = freeBytes(line);
        break;
    }
  }
  return { busy, held, absent, deleted, menu, space: { paths, bytes }, free, freeAfter };
}

function isHold(word: string): word is GenerationHold {
  return word === 'running' || word === 'booted' || word === 'boot-default';
}

/** Of a line of `df -Pk` behind our own word: its fourth column. */
function freeBytes(line: string): number | null {
  const kilobytes = Number(line.trim().split(/\s+/)[4]);
  return Number.isFinite(kilobytes) ? kilobytes * 1024 : null;
}
