import { describe, expect, it } from 'vitest';
import { LoadHistory } from './load-history';
import type { HostAnswer } from './memory';

const at = (minute: number): string => new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString();
function answer(minute: number, one: number | null, reachable = true): ReadonlyMap<string, HostAnswer> {
  const facts: HostAnswer['facts'] =
    one === null ? {} : { load: { value: { one, five: 0, fifteen: 0 }, from: 'host' } };
  return new Map([['p510', { at: at(minute), reachable, facts }]]);
}

describe('the load of hosts', () => {
  it('is what they told, oldest first, each answer once', () => {
    const history = new LoadHistory();
    history.note(answer(1, 0.5));
    history.note(answer(2, 1));
    history.note(answer(2, 1));
    history.note(answer(1, 9));
    expect(history.read()).toEqual({
      p510: [
        { at: at(1), one: 0.5 },
        { at: at(2), one: 1 },
      ],
    });
  });

  it('is nothing where a host was silent or did not say', () => {
    const history = new LoadHistory();
    history.note(answer(1, null));
    history.note(answer(2, 0.5, false));
    expect(history.read()).toEqual({});
  });

  it('does not grow without end', () => {
    const history = new LoadHistory();
    for (let minute = 0; minute < 200; minute += 1) history.note(answer(minute, minute));
    const { p510 = [] } = history.read();
    expect(p510).toHaveLength(60);
    expect(p510.at(-1)?.one).toBe(199);
  });
});
