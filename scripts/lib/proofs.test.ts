import { expect, it } from 'vitest';
import { areaOfLongSuite, groupByArea, proofsPage } from './proofs.mjs';

it('knows the area of a long suite by its file, wherever it stands', () => {
  expect(areaOfLongSuite('src/main/deploy/deploy.long.ts')).toBe('deploy');
  const areas = groupByArea([
    'src/shared/syntax.long.ts',
    'e2e/long/deploy.long.ts',
    'src/main/deploy/deploy.long.ts',
  ]);
  expect([...areas]).toEqual([
    ['deploy', ['e2e/long/deploy.long.ts', 'src/main/deploy/deploy.long.ts']],
    ['syntax', ['src/shared/syntax.long.ts']],
  ]);
});

it('writes one row a proof, failed ones too', () => {
  const proof = {
    area: 'deploy',
    commit: '0123456789abcdef',
    dirty: true,
    command: 'npm run test:long -- deploy',
    node: 'v20.19.0',
    date: '2026-01-02T03:04:05.000Z',
    passed: 40,
    failed: 1,
    skipped: 2,
    seconds: 61,
  };
  expect(proofsPage([proof])).toContain(
    '| deploy | 40 | 1 | 2 | 61 s | 2026-01-02 | 0123456789ab and changes | `npm run test:long -- deploy` |',
  );
  expect(proofsPage([])).toContain('None has been run yet');
});
