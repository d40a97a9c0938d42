/** The hosts somebody has chosen, and where a range began. */
export interface Choice {
  readonly hosts: ReadonlySet<string>;
  /** What was chosen when the range began: it stays, while the range grows and shrinks. */
  readonly base: ReadonlySet<string>;
  /** Key of the line a range goes from; null before anything was chosen. */
  readonly anchor: string | null;
}

/** A line that can be chosen: its key, and the host it stands for. */
export interface Line {
  readonly key: string;
  readonly host: string;
}

/** No host is chosen. */
export const NOTHING_CHOSEN: Choice = { hosts: new Set(), base: new Set(), anchor: null };

/** Takes one host in or out. */
export function toggled({ hosts }: Choice, { key, host }: Line): Choice {
  const next = new Set(hosts);
  if (!next.delete(host)) next.add(host);
  return { hosts: next, base: next, anchor: key };
}

/** Lets a range begin at a line without choosing it. */
export function anchored({ hosts }: Choice, key: string): Choice {
  return { hosts, base: hosts, anchor: key };
}

/**
 * Chooses everything from where the range began to `to`, beside what was chosen before it. Without a beginning, or
 * when its line is gone, the range is that line alone.
 */
export function ranged(choice: Choice, lines: readonly Line[], to: string): Choice {
  const end = lines.findIndex(({ key }) => key === to);
  if (end < 0) return choice;
  const found = lines.findIndex(({ key }) => key === choice.anchor);
  const start = found < 0 ? end : found;
  const base = found < 0 ? choice.hosts : choice.base;
  const range = lines.slice(Math.min(start, end), Math.max(start, end) + 1);
  return {
    hosts: new Set([...base, ...range.map(({ host }) => host)]),
    base,
    anchor: lines[start]?.key ?? to,
  };
}

/** Chooses all lines; all of them chosen already, none of them. */
export function allOrNone({ hosts }: Choice, lines: readonly Line[]): Choice {
  const isAll = lines.length > 0 && lines.every(({ host }) => hosts.has(host));
  const next = new Set(hosts);
  for (const { host } of lines) {
    if (isAll) next.delete(host);
    else next.add(host);
  }
  return { hosts: next, base: next, anchor: null };
}

/** What is left of a choice once some hosts are gone from the fleet. The same choice where none is. */
export function stillThere(choice: Choice, names: ReadonlySet<string>): Choice {
  const left = new Set([...choice.hosts].filter((host) => names.has(host)));
  return left.size === choice.hosts.size ? choice : { ...choice, hosts: left, base: left };
}
