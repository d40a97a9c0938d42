import { type Thunk, type Value, UNKNOWN, plain, ready, unknown } from '../../value';
import { at, functionTable, numberOf } from './shared';

const { functions, define } = functionTable();

/** Functions of any value: what kind it is, and what goes through them as it is. */
export const valueFunctions = functions;

/** Whether a value surely is of a kind or surely is not; null where that is not known. */
function isKind(value: Value, test: (value: Value) => boolean): Value {
  if (value.type === 'unknown' && value.written === undefined) return UNKNOWN;
  return value.type === 'call' ? UNKNOWN : plain(test(value));
}

function kind(name: string, test: (value: Value) => boolean): void {
  define(name, 1, (_evaluator, args) => isKind(at(args, 0), test));
}

const isText = (value: Value): boolean =>
  (value.type === 'plain' && typeof value.value === 'string') || value.type === 'unknown';
kind('isFunction', ({ type }) => type === 'lambda' || type === 'function');
kind('isAttrs', ({ type }) => type === 'attrs');
kind('isList', ({ type }) => type === 'list');
kind('isString', isText);
kind('isBool', (value) => value.type === 'plain' && typeof value.value === 'boolean');
kind('isPath', ({ type }) => type === 'path');
kind('isNull', (value) => value.type === 'plain' && value.value === null);
kind('isInt', (value) => value.type === 'plain' && typeof value.value === 'number' && !value.isFloat);
kind('isFloat', (value) => value.type === 'plain' && value.isFloat === true);

define('id', 1, (_evaluator, args) => at(args, 0));
define('const', 2, (_evaluator, args) => at(args, 0));
define('trace', 2, (_evaluator, args) => at(args, 1));
define('warn', 2, (_evaluator, args) => at(args, 1));
define('min', 2, (_evaluator, args) => chosen(args, Math.min));
define('max', 2, (_evaluator, args) => chosen(args, Math.max));

function chosen(args: readonly Thunk[], choose: (a: number, b: number) => number): Value {
  const [a, b] = [numberOf(at(args, 0)), numberOf(at(args, 1))];
  return a === null || b === null ? UNKNOWN : plain(choose(a, b));
}

define('toString', 1, (_evaluator, args) => {
  const value = at(args, 0);
  if (value.type === 'path' || (value.type === 'unknown' && value.written)) return value;
  if (value.type !== 'plain') return UNKNOWN;
  if (typeof value.value === 'string') return value;
  if (typeof value.value === 'boolean') return plain(value.value ? '1' : '');
  if (value.value === null) return plain('');
  return plain(value.isFloat ? value.value.toFixed(6) : String(value.value));
});
define('boolToString', 1, (_evaluator, args) => {
  const value = at(args, 0);
  return value.type === 'plain' && typeof value.value === 'boolean' ? plain(String(value.value)) : UNKNOWN;
});
define('pipe', 2, (evaluator, args) => {
  const steps = at(args, 1);
  if (steps.type !== 'list' || !steps.complete) return UNKNOWN;
  return steps.items.reduce((value, step) => evaluator.call(step.force(), ready(value)), at(args, 0));
});
define('seq', 2, (_evaluator, args) => at(args, 1));
define('deepSeq', 2, (_evaluator, args) => at(args, 1));
define('throw', 1, () => unknown('throw'));
