import {
  bindWords,
  type Desk,
  type DesktopModel,
  hyprlangOption,
  optionValue,
  windowsOf,
} from '../../../shared/desktop';

/** One thing that differs, in words: `general:gaps_in`, `5`, `12`. Empty where one of the two has nothing. */
export interface Difference {
  readonly what: string;
  readonly left: string;
  readonly right: string;
}

export interface DifferenceGroup {
  readonly name: string;
  readonly all: readonly Difference[];
}

/** The entries of two lists that differ; what is the same on both sides is left out. */
function differing(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): Difference[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((what) => ({ what, left: left.get(what) ?? '', right: right.get(what) ?? '' }))
    .filter((each) => each.left !== each.right);
}

/** Options that either sets, with what holds, so that a default stands beside what was written over it. */
function options(model: DesktopModel, keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    keys.map((key) => {
      const value = optionValue(model.options, key);
      return [key, value ? hyprlangOption(value) : 'not set'];
    }),
  );
}

const monitors = (desk: Desk): ReadonlyMap<string, string> =>
  new Map(
    desk.monitors.map(({ name, width, height, scale, transform, box }) => [
      name,
      `${width} x ${height}, scale ${Number(scale.toFixed(2))}${transform === 0 ? '' : `, turn ${transform}`}, at ${box.x}, ${box.y}`,
    ]),
  );

const windows = (desk: Desk): ReadonlyMap<string, string> =>
  new Map(
    windowsOf(desk).map(({ id, title, at, size, workspace }) => [
      `${title} (${id})`,
      `${size.x} x ${size.y} at ${at.x}, ${at.y}, workspace ${workspace}`,
    ]),
  );

const bars = ({ bars: all }: DesktopModel): ReadonlyMap<string, string> =>
  new Map(all.map((bar) => [bar.name ?? bar.program, `${bar.thickness ?? 'own'} px, ${bar.edge}`]));

const binds = (model: DesktopModel): ReadonlyMap<string, string> =>
  new Map(
    model.binds.map((bind) => {
      const { description: _words, ...plain } = bind;
      const keys = [...bind.modifiers, bind.key].join(' + ');
      return [
        bind.submap === undefined ? keys : `${keys} in ${bind.submap}`,
        bindWords(plain).slice(keys.length + 2),
      ];
    }),
  );

const motion = (model: DesktopModel): ReadonlyMap<string, string> =>
  new Map([
    ...model.curves.map((curve): [string, string] => [
      `curve ${curve.name}`,
      curve.kind === 'bezier'
        ? curve.points.join(', ')
        : `spring ${curve.mass}, ${curve.stiffness}, ${curve.damping}`,
    ]),
    ...model.animations.map(({ name, on, speed, curve, style }): [string, string] => [
      name,
      on ? [`${speed / 10} s`, curve, style ?? ''].filter(Boolean).join(', ') : 'off',
    ]),
  ]);

const rules = (model: DesktopModel): ReadonlyMap<string, string> =>
  new Map(
    model.windowRules.map(({ match, effects, enabled }) => {
      const asks = Object.entries(match).map(([what, text]) => `${what} ${text}`);
      const sets = Object.entries(effects).map(([name, { value }]) => `${name} ${value}`);
      return [`${asks.join(', ')}: ${sets.join(', ')}`, enabled ? 'there' : 'switched off'];
    }),
  );

/** What differs between two desktops with the same windows open, by kind. Kinds without a difference are left out. */
export function differences(left: Desk, right: Desk): readonly DifferenceGroup[] {
  const keys = [...new Set([...Object.keys(left.model.options), ...Object.keys(right.model.options)])];
  const of = (name: string, read: (desk: Desk) => ReadonlyMap<string, string>): DifferenceGroup => ({
    name,
    all: differing(read(left), read(right)),
  });
  return [
    of('Values', ({ model }) => options(model, keys)),
    of('Monitors', monitors),
    of('Bars', ({ model }) => bars(model)),
    of('Windows', windows),
    of('Binds', ({ model }) => binds(model)),
    of('Window rules', ({ model }) => rules(model)),
    of('Motion', ({ model }) => motion(model)),
  ].filter(({ all }) => all.length > 0);
}
