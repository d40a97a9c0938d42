/** Words for the long proofs: which there are, and the page that lists what each showed last. */

/** The area a long suite proves: the name of its file without `.long.ts`. */
export const areaOfLongSuite = (file) =>
  file
    .split('/')
    .at(-1)
    .replace(/\.long\.ts$/, '');

/** Long suites by area, in the order of the areas' names. */
export function groupByArea(files) {
  const areas = new Map();
  for (const file of files.toSorted())
    areas.set(areaOfLongSuite(file), [...(areas.get(areaOfLongSuite(file)) ?? []), file]);
  return new Map([...areas].toSorted(([a], [b]) => a.localeCompare(b)));
}

const cell = (text) => String(text).replaceAll('|', '\\|');

/** `docs/proofs/README.md` from the proofs' records. */
export function proofsPage(proofs) {
  const rows = proofs
    .toSorted((a, b) => a.area.localeCompare(b.area))
    .map((proof) =>
      [
        proof.area,
        proof.passed,
        proof.failed,
        proof.skipped,
        `${proof.seconds} s`,
        proof.date.slice(0, 10),
        `${proof.commit.slice(0, 12)}${proof.dirty ? ' and changes' : ''}`,
        `\`${proof.command}\``,
      ].map(cell),
    );
  const head = ['Area', 'Passed', 'Failed', 'Skipped', 'Time', 'Date', 'Commit', 'Command'];
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return [
    '# Long proofs',
    '',
    'Written by `npm run test:long -- AREA` from the records beside this file; do not edit.',
    '',
    ...(rows.length > 0 ? table : ['None has been run yet.']),
    '',
  ].join('\n');
}
