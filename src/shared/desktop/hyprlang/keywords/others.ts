import type { Startup } from '../../model';
import type { DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { fields } from './fields';

const STARTS: Readonly<Record<string, Startup['when']>> = {
  exec: 'reload',
  execr: 'reload',
  'exec-once': 'once',
  'execr-once': 'once',
  'exec-shutdown': 'shutdown',
};

/** When a keyword's program is started; undefined where the keyword starts none. */
export const startOf = (key: string): Startup['when'] | undefined =>
  Object.hasOwn(STARTS, key) ? STARTS[key] : undefined;

/** `env = NAME, VALUE`, and `envd` for D-Bus too. */
export function readEnvironment(builder: DesktopBuilder, { key, value, at: from }: Statement): void {
  const [name = '', text = ''] = fields(value, 2);
  if (name === '') return builder.miss(`${key} = ${value}`, 'invalid', from, 'No variable is named.');
  builder.environment.push({ name, value: text, from });
}

const DIRECTIONS = /^(swipe|horizontal|vertical|left|right|up|down|pinch|pinchin|pinchout|[lrud])$/i;
const ACTIONS: ReadonlySet<string> = new Set(
  'dispatcher workspace resize move special close float fullscreen cursorZoom scrollMove unset'.split(' '),
);

/** `gesture[p] = FINGERS, DIRECTION, [mod:…,] [scale:…,] ACTION [, …]`. */
export function readGesture(builder: DesktopBuilder, { key, value, at: from }: Statement): void {
  const [fingers = '', direction = '', ...rest] = fields(value);
  const action = rest.find((part) => !/^(mod|scale):/.test(part)) ?? '';
  const count = Number(fingers);
  if (!(count > 1 && count < 10) || !DIRECTIONS.test(direction) || !ACTIONS.has(action))
    return builder.miss(`${key} = ${value}`, 'invalid', from, 'This is no gesture that Hyprland knows.');
  builder.other('gesture', { text: value, from });
}

/** `permission = BINARY, WHAT, ANSWER`. */
export function readPermission(builder: DesktopBuilder, { key, value, at: from }: Statement): void {
  const [, what = '', answer = ''] = fields(value);
  if (
    !/^(screencopy|cursorpos|plugin|keyboard|keeb|input-capture)$/.test(what) ||
    !/^(ask|allow|deny)$/.test(answer)
  )
    return builder.miss(`${key} = ${value}`, 'invalid', from, 'This is no permission that Hyprland knows.');
  builder.other('permission', { text: value, from });
}
