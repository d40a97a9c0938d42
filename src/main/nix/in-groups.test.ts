import { describe, expect, it } from 'vitest';
import { AwayCaches } from './away-caches';
import { hostsAtOnce, inGroups } from './in-groups';

const GB = 1024 ** 3;

describe('how many hosts go into one process', () => {
  it('is what memory allows, and always one', () => {
    expect(hostsAtOnce(0.5 * GB)).toBe(1);
    expect(hostsAtOnce(8 * GB)).toBe(10);
  });
});

describe('evaluating in groups', () => {
  const hosts = Array.from({ length: 16 }, (_, index) => `h${index}`);
  /** Groups with one of `fatal` fail as a whole; those of `bad` are missing in what is found. */
  const run = async (size: number, fatal: readonly string[], bad: readonly string[] = []) => {
    const calls: string[] = [];
    const results = await inGroups<string>(
      hosts,
      size,
      async (group) => {
        calls.push(group.join(' '));
        if (group.some((host) => fatal.includes(host))) return null;
        return new Map(group.filter((host) => !bad.includes(host)).map((host) => [host, 'good']));
      },
      async (host) => {
        calls.push(host);
        return 'alone';
      },
    );
    return { calls: calls.length, results };
  };

  it('takes one call where nothing fails, or as many as memory asks for', async () => {
    expect((await run(99, [])).calls).toBe(1);
    expect((await run(4, [])).calls).toBe(4);
  });

  it('finds one host that stops all with a few calls', async () => {
    const { calls, results } = await run(99, ['h5']);
    expect(calls).toBe(9);
    expect([...results].filter(([, how]) => how === 'alone').map(([host]) => host)).toEqual(['h4', 'h5']);
    expect(results.size).toBe(16);
  });

  it('asks those alone that only lack a result', async () => {
    const { calls, results } = await run(99, [], ['h1', 'h2']);
    expect(calls).toBe(3);
    expect(results.get('h2')).toBe('alone');
  });
});

describe('caches that are away', () => {
  it('are left alone for a minute', () => {
    let now = 0;
    const away = new AwayCaches(() => now);
    expect(away.some).toBe(false);
    away.note("warning: unable to download 'https://a.example/nix-cache-info': Timeout was reached (28)");
    expect(away.present(['https://a.example/?priority=3', 'https://b.example'])).toEqual([
      'https://b.example',
    ]);
    now = 60_001;
    expect(away.some).toBe(false);
    expect(away.present(['https://a.example'])).toEqual(['https://a.example']);
  });

  it('are not those that lack one path', () => {
    const away = new AwayCaches();
    away.note("error: unable to download 'https://a.example/abc.narinfo': HTTP error 404");
    expect(away.some).toBe(false);
  });
});
