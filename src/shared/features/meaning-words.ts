import { leafName } from './names';

/** A host and what a draft changes there, from source. */
interface Meant {
  readonly host: string;
  readonly changes: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

export interface MeaningGroups {
  /** Features that come on, and that go off. */
  readonly come: readonly string[];
  readonly go: readonly string[];
  /** Everything else: options with their old and new text, features that are computed from now on. */
  readonly other: Meant['changes'];
}

/** Sorts what changes on a host into features that come, features that go, and the rest. */
export function meaningGroups({ changes }: Meant): MeaningGroups {
  const come = changes.filter(({ from, to }) => from === 'off' && to === 'on');
  const go = changes.filter(({ from, to }) => from === 'on' && to === 'off');
  const other = changes.filter((change) => !come.includes(change) && !go.includes(change));
  return { come: come.map(({ path }) => path), go: go.map(({ path }) => path), other };
}

/** `p510: + podman, + oci-tools, autoPrune: false → true`. Names are the last words of paths. */
export function meaningLine(meant: Meant): string {
  const { come, go, other } = meaningGroups(meant);
  const words = [
    ...come.map((path) => `+ ${leafName(path)}`),
    ...go.map((path) => `- ${leafName(path)}`),
    ...other.map(({ path, from, to }) => `${leafName(path)}: ${from ?? 'not set'} → ${to ?? 'not set'}`),
  ];
  return `${meant.host}: ${words.join(', ')}`;
}
