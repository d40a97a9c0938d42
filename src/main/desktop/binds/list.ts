import type { BindOfList } from '../../../shared/contract';
import type { Bind } from '../../../shared/desktop';

/** Binds of one list whose keys, submap or devices never meet cannot conflict; this is the key of those that may. */
function meetingKey({ modifiers, key, submap, flags }: Bind): string {
  // With modifiers ignored the bind meets those of every set of modifiers.
  const mods = flags.includes('ignore-mods') ? '*' : [...modifiers].toSorted().join('+');
  return `${submap ?? ''}\0${mods}\0${key.toLowerCase()}`;
}

/** Whether Hyprland tells two binds of the same keys apart after all. */
function meet(a: Bind, b: Bind): boolean {
  const has = (bind: Bind, flag: Bind['flags'][number]): boolean => bind.flags.includes(flag);
  // One acts when the key goes down, the other when it comes up, stays down, or is clicked or dragged.
  for (const flag of ['release', 'long-press', 'click', 'drag', 'mouse'] as const)
    if (has(a, flag) !== has(b, flag)) return false;
  if (a.devices && b.devices && !a.devices.some((device) => b.devices?.includes(device))) return false;
  return true;
}

/** The binds with those that the same keys run too: the same modifiers and key in the same submap, on the same stroke. */
export function bindList(binds: readonly Bind[]): BindOfList[] {
  const groups = new Map<string, Bind[]>();
  for (const bind of binds) {
    const key = meetingKey(bind);
    const known = groups.get(key);
    if (known) known.push(bind);
    else groups.set(key, [bind]);
  }
  const ignoring = binds.filter(({ flags }) => flags.includes('ignore-mods'));
  return binds.map((bind) => {
    const same = (groups.get(meetingKey(bind)) ?? []).concat(
      ignoring.filter((other) => sameKey(other, bind) && !bind.flags.includes('ignore-mods')),
    );
    const others = bind.flags.includes('ignore-mods') ? binds.filter((other) => sameKey(other, bind)) : same;
    const conflicts = [...new Set(others)].filter((other) => other !== bind && meet(bind, other));
    return {
      ...keysOf(bind),
      flags: [...bind.flags],
      action: bind.action,
      argument: bind.argument,
      ...(bind.description === undefined ? {} : { description: bind.description }),
      ...(bind.submap === undefined ? {} : { submap: bind.submap }),
      ...placeOf(bind),
      conflictsWith: conflicts.map((other) => ({
        ...keysOf(other),
        action: `${other.action} ${other.argument}`.trim(),
        ...placeOf(other),
      })),
    };
  });
}

function sameKey(a: Bind, b: Bind): boolean {
  return a.submap === b.submap && a.key.toLowerCase() === b.key.toLowerCase();
}

function keysOf({ modifiers, key }: Bind): { mods: string[]; key: string } {
  return { mods: [...modifiers], key };
}

function placeOf({ from }: Bind): { file?: string; line?: number } {
  return from ? { file: from.file, line: from.line } : {};
}
