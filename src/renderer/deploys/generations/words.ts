import type { DeletedGenerations, Generation } from '../../../shared/contract';
import { bytes, counted } from '../../ui';

/** `generation 3`, `generations 1, 2`. */
export function generationsWords(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  return `${sorted.length === 1 ? 'generation' : 'generations'} ${sorted.join(', ')}`;
}

/** What came of a deletion. */
export function deletedWords(done: DeletedGenerations): string {
  const { numbers, held, absent, paths, freeAfter } = done;
  const words = generationsWords(numbers);
  const parts = [
    numbers.length === 0
      ? 'Nothing was deleted.'
      : `${words[0]?.toUpperCase()}${words.slice(1)} deleted: ${bytes(done.bytes)} in ${counted(paths, 'store path')} freed${
          freeAfter === null ? '' : `, ${bytes(freeAfter)} are free now`
        }.`,
    ...(held.length > 0
      ? [`In use meanwhile, and kept: ${held.map(({ number }) => number).join(', ')}.`]
      : []),
    ...(absent.length > 0 ? [`Gone already: ${absent.join(', ')}.`] : []),
  ];
  return parts.join(' ');
}

/** Whether the host needs a generation's system: it runs it, booted it or boots it by default, under any number. */
export function isHeld({ path }: Generation, all: readonly Generation[]): boolean {
  return all.some((one) => one.path === path && (one.current || one.booted || one.bootDefault));
}

const DAY_MS = 86_400_000;

/** The numbers of generations older than so many days that may be deleted. */
export function olderThan(all: readonly Generation[], days: number, now: number): number[] {
  return all
    .filter((one) => Date.parse(one.date) < now - days * DAY_MS && !isHeld(one, all))
    .map(({ number }) => number);
}

/** The two generations to compare: those that are marked, else the marked one and the current one; older first. */
export function comparedPair(
  all: readonly Generation[],
  marked: ReadonlySet<number>,
): readonly [number, number] | null {
  const current = all.find((one) => one.current)?.number;
  const numbers = [...marked];
  if (numbers.length === 1 && current !== undefined && numbers[0] !== current) numbers.push(current);
  const [first, second, ...more] = numbers.toSorted((a, b) => a - b);
  return first === undefined || second === undefined || more.length > 0 ? null : [first, second];
}
