import { parseNumber } from '../../model';
import { isAnimationName } from '../../reading';
import { isTable } from '../calls';
import { plainText } from '../texts';
import { refuse, tableOf, textField, type LuaReader } from './common';

/** `hl.curve(NAME, { … })`. */
export const readCurve: LuaReader = (builder, call) => {
  const [name, table] = call.args;
  const { from } = call;
  if (typeof name !== 'string' || !isTable(table))
    return refuse(builder, call, 'A curve takes a name and a table.');
  const { type, points, mass, stiffness, dampening } = table.fields;
  if (type === 'spring') {
    if (typeof mass !== 'number' || typeof stiffness !== 'number' || typeof dampening !== 'number')
      return refuse(builder, call, 'A spring has mass, stiffness and dampening.');
    builder.curves.push({ kind: 'spring', name, mass, stiffness, damping: dampening, from });
    return;
  }
  const numbers = isTable(points) ? points.list.flatMap((point) => (isTable(point) ? point.list : [])) : [];
  const [x0, y0, x1, y1] = numbers.map((each) => parseNumber(plainText(each) ?? ''));
  if (
    type !== 'bezier' ||
    numbers.length !== 4 ||
    x0 === undefined ||
    y0 === undefined ||
    x1 === undefined ||
    y1 === undefined
  )
    return refuse(builder, call, 'A bezier curve has two points of two numbers.');
  builder.curves.push({ kind: 'bezier', name, points: [x0, y0, x1, y1], from });
};

/** `hl.animation({ … })`. */
export const readAnimation: LuaReader = (builder, call) => {
  const table = tableOf(builder, call);
  const name = table && textField(builder, call, table, 'leaf');
  if (!table || name === undefined) return;
  const { from } = call;
  const { enabled, speed, bezier, spring, style } = table.fields;
  if (!isAnimationName(name)) return refuse(builder, call, `Hyprland animates nothing named “${name}”.`);
  if (enabled === false || enabled === 0) {
    builder.animations.push({ name, on: false, speed: 1, curve: 'default', from });
    return;
  }
  const tenths = parseNumber(plainText(speed) ?? '');
  const curve = plainText(bezier ?? spring);
  if (tenths === undefined || tenths <= 0)
    return refuse(builder, call, 'The speed is a number above 0, in tenths of a second.');
  if (curve === undefined) return refuse(builder, call, 'An animation names its curve, as bezier or spring.');
  if (curve !== 'default' && curve !== 'linear' && !builder.curves.some((known) => known.name === curve))
    refuse(builder, call, `No line above makes a curve “${curve}”.`);
  const shown = plainText(style);
  builder.animations.push({
    name,
    on: true,
    speed: tenths,
    curve,
    ...(shown !== undefined && { style: shown }),
    from,
  });
};
