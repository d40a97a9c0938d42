import { describe, expect, it } from 'vitest';
import type { HostResult } from '../../shared/contract';
import { ended, findProgram, lastLine, start, usePlace } from './testing/terminal';

const place = usePlace();

interface Answered {
  readonly code: number | null;
  readonly document: unknown;
}

/** A command on stand-in inputs; its last line. */
async function json(...words: string[]): Promise<Answered> {
  const ran = await ended(start(place, ['--json', '--stand-in', ...words]));
  return { code: ran.code, document: lastLine(ran.stdout) };
}

function hosts(document: unknown): HostResult[] {
  return (document as { hosts: HostResult[] }).hosts;
}

describe.skipIf(findProgram('nix') === null)('the main job on a practice host', () => {
  it('deploys, finds nothing to do, and goes back', { timeout: 240_000 }, async () => {
    place.env = { ...place.env, PATH: process.env['PATH'], SNOWFLEET_FLEET: place.fleet };
    try {
      const up = await json('practice', 'up', 'p510');
      expect(up).toMatchObject({ code: 0 });
      expect(hosts(up.document)).toContainEqual(
        expect.objectContaining({ host: 'p510', up: true, generation: 1 }),
      );

      const first = await json('deploy', 'p510', '--yes');
      expect(first).toMatchObject({
        code: 0,
        document: { type: 'result', hosts: [{ outcome: 'switched', generation: 2 }] },
      });
      const again = await json('deploy', 'p510', '--yes');
      expect(again).toMatchObject({ code: 0, document: { hosts: [{ outcome: 'unchanged' }] } });
      const { document } = await json('generations', 'p510');
      expect(document).toMatchObject({
        generations: [
          { number: 2, current: true },
          { number: 1, current: false },
        ],
      });

      const exec = await json(
        'exec',
        'p510',
        '--',
        'sh',
        '-c',
        'echo "$1"; exit 7',
        'sh',
        'two  words; $(id)',
      );
      expect(exec).toMatchObject({
        code: 1,
        document: { hosts: [{ code: 7, stdout: 'two  words; $(id)\n' }] },
      });

      const back = await json('rollback', 'p510', '--yes');
      expect(back).toMatchObject({ code: 0, document: { hosts: [{ to: hosts(first.document)[0]?.from }] } });
      const runs = await json('runs', '--host', 'p510');
      expect((runs.document as { runs: { kind: string }[] }).runs.map(({ kind }) => kind)).toEqual([
        'rollback',
        'deploy',
        'deploy',
      ]);
    } finally {
      await json('practice', 'down');
    }
  });
});
