import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formattedPages, pagesOf, readFacts, stalePages } from '../scripts/fleet/docs.mjs';
import { evaluate, fleetOutput, nixMissing, readCatalogue, ROOT } from '../scripts/fleet/evaluate.mjs';
import { featureJobs, judge } from '../scripts/fleet/numbers.mjs';
import { fleetCopies } from './support/copy-fleet';

/** The pages about the fleet, and the page that tells how to add to it. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: the pages about the fleet; ${missing}`);

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-docs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const fleetWith = fleetCopies();

describe.skipIf(missing !== null)('docs/fleet', () => {
  let pages: Record<string, string>;
  beforeAll(async () => {
    pages = await formattedPages(await readFacts());
  });

  it('is what the features say about themselves (npm run docs:fleet)', () => {
    expect(stalePages(pages)).toEqual([]);
  });

  it('is found stale when a page is missing, changed or of no category', () => {
    const folder = join(scratch, 'pages');
    mkdirSync(folder);
    for (const [file, text] of Object.entries(pages)) writeFileSync(join(folder, file), text);
    expect(stalePages(pages, folder)).toEqual([]);
    writeFileSync(join(folder, 'ai.md'), 'old');
    writeFileSync(join(folder, 'zoo.md'), 'old');
    rmSync(join(folder, 'desktop.md'));
    expect(stalePages(pages, folder)).toEqual(['ai.md', 'desktop.md', 'zoo.md']);
  });
});

describe.skipIf(missing !== null)('docs/adding-a-feature.md, followed', () => {
  const page = readFileSync(join(ROOT, 'docs/adding-a-feature.md'), 'utf8');
  const [, file = ''] = /`fleet\/(features\/[^`]+\.nix)`\. The folder/.exec(page) ?? [];
  const [, list = ''] = /Add its line to `fleet\/([^`]+)`/.exec(page) ?? [];
  const [text = '', line = ''] = [...page.matchAll(/```nix\n([^]*?)```/g)].map(([, block]) => block ?? '');
  const id = file.replace('features/', '').replace('.nix', '').replace('/', '.');

  let fleet: string;
  beforeAll(() => {
    // One new file and one line.
    fleet = fleetWith([file, '', text], [list, '[\n', `[\n${line}`]);
  });

  it('names a file, a list and what goes into them', () => {
    expect([id, list, line.trim()]).toEqual([
      'network.voice-chat',
      'features/network/default.nix',
      './voice-chat.nix',
    ]);
  });

  it('gives a feature that the app sees, on every host', async () => {
    const args = [join(ROOT, 'bin/snowfleet'), '--fleet', fleet, '--json', 'features'];
    const env = { ...process.env, SNOWFLEET_HOME: join(scratch, 'home') };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 });
    const { features } = JSON.parse(stdout) as { features: { path: string; title: string }[] };
    expect(features).toContainEqual(
      expect.objectContaining({ path: `features.${id}`, title: 'Voice chat', category: 'network' }),
    );
  });

  it('gives a feature that passes its test and counts as one', async () => {
    expect(await fleetOutput('tests.network.voice-chat', { fleet })).toEqual([]);
    const catalogue = await readCatalogue({ fleet });
    const jobs = featureJobs(catalogue, ['changes', 'options', 'failed']).filter(({ name }) => name === id);
    const { counts } = judge(catalogue, await evaluate(jobs, { fleet }));
    expect(counts).toMatchObject({ features: 1, options: 1, looked: 1 });
  });

  it('gives a feature whose test can fail', async () => {
    const wrong = fleetWith(
      [file, '', text.replace('port = cfg.port;', 'port = 64738;')],
      [list, '[\n', `[\n${line}`],
    );
    expect(await fleetOutput('tests.network.voice-chat', { fleet: wrong })).toEqual([
      'services.murmur.port should be 64800, but is 64738',
    ]);
  });

  it('gives a feature with a section in docs', async () => {
    const { 'network.md': network } = pagesOf(await readFacts({ fleet }));
    expect(network).toContain('`network.voice-chat`');
    expect(network).toContain('| `port` |');
  });
});
