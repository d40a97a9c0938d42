import type { BindFlag } from '../../model';
import { FLAG_LETTERS, modifiersIn, sameKeys, type DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { isDispatcher } from './dispatchers';
import { fields } from './fields';

/** `bind[flags] = MODS, KEY, [DEVICES,] [DESCRIPTION,] DISPATCHER, ARGUMENT`. */
export function readBind(builder: DesktopBuilder, statement: Statement, submap: string | undefined): void {
  const { key: keyword, value, computed, at: from } = statement;
  const line = `${keyword} = ${value}`;
  const bad = (because: string): void => builder.miss(line, 'invalid', from, because);
  const letters = keyword.slice('bind'.length);
  const flags: BindFlag[] = [];
  let described = false;
  for (const letter of letters) {
    const flag = FLAG_LETTERS[letter];
    if (letter === 'd') described = true;
    else if (flag === undefined) return bad(`“${letter}” is no flag of a bind.`);
    else if (!flags.includes(flag)) flags.push(flag);
  }
  const clash = clashing(flags);
  if (clash) return bad(clash);
  const perDevice = flags.includes('per-device');
  const extra = Number(described) + Number(perDevice);
  const parts = fields(value, 4 + extra);
  if (parts.length < 3 + extra) return bad('A bind takes modifiers, a key and what is done.');
  const [mods = '', key = '', ...rest] = parts;
  const devices = perDevice ? rest.shift() : undefined;
  const description = described ? rest.shift() : undefined;
  // A mouse bind has its dispatcher and what goes with it in one field: `resizewindow 1`.
  const [dispatcher = '', ...words] = flags.includes('mouse') ? (rest[0] ?? '').split(/\s+/) : rest;
  const argument = words.join(' ');
  // What is done may be code's; which keys do it may not.
  if (computed && `${mods}${key}${dispatcher}`.includes('${')) return builder.miss(line, 'computed', from);
  const modifiers = modifiersIn(mods);
  if (modifiers.length === 0 && mods !== '' && !flags.includes('separate'))
    return bad(`“${mods}” names no modifier.`);
  if (key === '') return bad('No key is named.');
  if (key === 'catchall' && submap === undefined) return bad('A catchall is for submaps alone.');
  const action = dispatcher.toLowerCase();
  const known = isDispatcher(action, builder.version);
  if (known === 'gone' || known === 'unknown') {
    const because =
      known === 'gone'
        ? `This version of Hyprland has no dispatcher ${action} any more.`
        : `Hyprland has no dispatcher ${action}.`;
    builder.miss(line, known === 'gone' ? 'other-version' : 'unknown', from, because);
  }
  builder.binds.push({
    modifiers,
    key,
    flags,
    action,
    argument,
    ...(description !== undefined && { description }),
    ...(submap !== undefined && { submap }),
    ...(devices !== undefined && { devices: devices.split(/\s+/) }),
    from,
  });
}

/** Why flags cannot stand together; undefined where they can. */
function clashing(flags: readonly BindFlag[]): string | undefined {
  const has = (flag: BindFlag): boolean => flags.includes(flag);
  const onRelease = has('release') || has('click') || has('drag');
  if ((has('long-press') || onRelease) && has('repeat')) return 'The flag e does not go with o, r, c or g.';
  if (has('mouse') && (has('repeat') || onRelease || has('locked'))) return 'The flag m goes with no other.';
  return has('click') && has('drag') ? 'The flags c and g do not go together.' : undefined;
}

/** `unbind = MODS, KEY` takes away what was bound above, `unbind = all` everything. */
export function readUnbind(
  builder: DesktopBuilder,
  { value, at }: Statement,
  submap: string | undefined,
): void {
  const [mods = '', key] = fields(value);
  if (mods === 'all' && key === undefined) {
    builder.binds = [];
    return;
  }
  if (key === undefined || key === '') {
    builder.miss(`unbind = ${value}`, 'invalid', at, 'Modifiers and a key say what is unbound.');
    return;
  }
  const modifiers = modifiersIn(mods);
  builder.binds = builder.binds.filter((bind) => !sameKeys(bind, modifiers, key, submap));
}
