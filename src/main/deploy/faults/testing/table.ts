import { allPairs, cellName, FAULTS, impossible, MOMENTS, STEPS } from './cells';
import type { CellResult } from './run-cell';

/** `docs/proofs/deploy-matrix.md`: every cell with where its host ended, and every pair that is none with the reason. */
export function matrixPage(
  results: readonly CellResult[],
  { commit, dirty }: { readonly commit: string; readonly dirty: boolean },
): string {
  const found = new Map(results.map((result) => [cellName(result.cell), result]));
  const rows = STEPS.flatMap((step) =>
    MOMENTS.map((moment) => [
      `${step}, ${moment}`,
      ...FAULTS.map((fault) => found.get(cellName({ fault, step, moment }))?.end ?? '–'),
    ]),
  );
  const evidence = results
    .toSorted((a, b) => cellName(a.cell).localeCompare(cellName(b.cell)))
    .map(({ cell, end, outcome, evidence: words }) => [cellName(cell), end, outcome, plain(words)]);
  const reasons = allPairs().flatMap((pair) => {
    const reason = impossible(pair);
    return reason === null ? [] : [[cellName(pair), reason]];
  });
  return [
    '# Faults in a deploy',
    '',
    'Written by `npm run test:long -- deploy`; do not edit. Each fault strikes a run that is held at the start or in',
    'the middle of a step, on a simulated host with a real sshd, a user who is not root, the real sudo and a real',
    'nix-daemon. Seen from inside the host’s namespaces it then runs, boots (boot entry) and has as its profile the',
    'old system or the new one, nothing of the activation goes on, and deploying again completes.',
    '',
    `${results.length} cells, at commit ${commit.slice(0, 12)}${dirty ? ' and changes' : ''}.`,
    '',
    ...table(['Step', ...FAULTS], rows),
    '',
    '## What each showed',
    '',
    ...table(['Cell', 'Host', 'Told', 'That it struck'], evidence),
    '',
    '## Pairs that cannot happen',
    '',
    ...table(['Pair', 'Reason'], reasons),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

/** Store paths and process numbers differ from run to run, and say nothing here. */
function plain(words: string): string {
  return words
    .replaceAll(/\/nix\/store\/[0-9a-z]{32}-\S+/g, 'SYSTEM')
    .replaceAll(/process 1 was \d+, then \d+/g, 'process 1 is another')
    .replaceAll(/\b100\.\d+\.\d+\.\d+\b/g, 'ADDRESS')
    .replaceAll(/SHA256:\S+/g, 'FINGERPRINT')
    .replaceAll(/\/tmp\/\S+/g, 'FILE')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}
