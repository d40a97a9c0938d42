import { parseFlag, parseNumber } from '../../model';
import { isAnimationName, type DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { fields } from './fields';

/** `bezier = NAME, X0, Y0, X1, Y1`. */
export function readBezier(builder: DesktopBuilder, { value, computed, at: from }: Statement): void {
  const [name = '', ...rest] = fields(value);
  const points = rest.map((part) => parseNumber(part));
  const [x0, y0, x1, y1] = points;
  if (
    name === '' ||
    points.length !== 4 ||
    x0 === undefined ||
    y0 === undefined ||
    x1 === undefined ||
    y1 === undefined
  )
    return builder.miss(
      `bezier = ${value}`,
      computed ? 'computed' : 'invalid',
      from,
      computed ? undefined : 'A curve takes a name and four numbers.',
    );
  builder.curves.push({ kind: 'bezier', name, points: [x0, y0, x1, y1], from });
}

/** `animation = NAME, ON, SPEED, CURVE [, STYLE]`. */
export function readAnimation(builder: DesktopBuilder, { value, computed, at: from }: Statement): void {
  const [name = '', on = '', speedText = '', curve = '', style = ''] = fields(value);
  const bad = (because: string): void =>
    computed
      ? builder.miss(`animation = ${value}`, 'computed', from)
      : builder.miss(`animation = ${value}`, 'invalid', from, because);
  if (!isAnimationName(name)) return bad(`Hyprland animates nothing named “${name}”.`);
  const isOn = parseFlag(on);
  if (isOn === undefined) return bad('The second part says on or off.');
  if (!isOn) {
    builder.animations.push({ name, on: false, speed: 1, curve: 'default', from });
    return;
  }
  const speed = parseNumber(speedText);
  if (speed === undefined || speed <= 0) return bad('The speed is a number above 0, in tenths of a second.');
  if (curve !== 'default' && curve !== 'linear' && !builder.curves.some((known) => known.name === curve))
    bad(`No line above makes a curve “${curve}”.`);
  builder.animations.push({
    name,
    on: true,
    speed,
    curve: curve === '' ? 'default' : curve,
    ...(style !== '' && { style }),
    from,
  });
}
