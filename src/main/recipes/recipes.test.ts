import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../shared/contract';
import { allEvents, failureOf, testJobs } from '../jobs/testing';
import { temporaryHome } from '../state/testing';
import { createRecipes, readRecipesInThisThread } from './index';

const JUSTFILE = `hello NAME GREETING="hi" *REST:
    @echo {{ GREETING }}
broken:
    ./gone.sh
wipe:
    rm -rf /nowhere
slow:
    sleep 60
`;

/** Stands in for just: says how it was called, and does what the recipe's name says. */
const STUB = `#!/bin/sh
echo "called: $*"
echo "fleet: $SNOWFLEET_FLEET" >&2
for word in "$@"; do
  [ "$word" = fail ] && exit 3
  [ "$word" = slow ] && { sleep 60 & echo "child $!"; wait; }
done
exit 0
`;

async function book(options: { just: boolean }) {
  const { home, env } = await temporaryHome();
  const dir = join(env.SNOWFLEET_HOME, 'fleet with blanks');
  const bin = join(env.SNOWFLEET_HOME, 'bin');
  mkdirSync(dir);
  mkdirSync(bin);
  writeFileSync(join(dir, 'flake.nix'), '{ outputs = _: { nixosConfigurations = { }; }; }');
  writeFileSync(join(dir, 'justfile'), JUSTFILE);
  if (options.just) {
    writeFileSync(join(bin, 'just'), STUB);
    chmodSync(join(bin, 'just'), 0o755);
  }
  const jobs = testJobs(home);
  const recipes = createRecipes({
    env: { PATH: `${bin}:/usr/bin:/bin`, ...env },
    jobs,
    dir: () => dir,
    binDir: '/opt/snowfleet/bin',
    read: async (request) => readRecipesInThisThread(request),
  });
  const run = (name: string, words: string[] = [], more: { confirmed?: boolean; anyway?: boolean } = {}) =>
    recipes.run({ name, arguments: words, confirmed: false, anyway: false, ...more });
  return { recipes, run, jobs, dir };
}

/** The letter of a process's state, as in proc(5). */
function stateOf(pid: string): string {
  if (!existsSync(`/proc/${pid}/stat`)) return 'gone';
  return /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
}

const linesOf = (events: readonly JobEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'log' ? [`${event.source}: ${event.text}`] : []));

describe('running a recipe', () => {
  it('gives its words to just as they are, and keeps the output', async () => {
    const { run, jobs, dir } = await book({ just: true });
    const { job } = await run('hello', ['a b; $(c)', '--flag', 'x=y']);
    const events = await allEvents(jobs, job);
    expect(linesOf(events)).toEqual(
      expect.arrayContaining([
        `stdout: called: --justfile ${dir}/justfile --working-directory ${dir} --yes --color never hello a b; $(c) --flag x=y`,
        `stderr: fleet: ${dir}`,
      ]),
    );
    expect(events.at(-1)).toMatchObject({ type: 'result', job: { kind: 'recipe', state: 'done' } });
  });

  it('refuses words too few and too many, what is broken, and what was not agreed to', async () => {
    const { run } = await book({ just: true });
    expect(await failureOf(run('hello'))).toMatchObject({
      code: 'usage',
      hint: 'It is called as: just hello NAME GREETING="hi" *REST',
    });
    expect(await failureOf(run('wipe', ['slow']))).toMatchObject({ code: 'usage' });
    expect(await failureOf(run('broken'))).toMatchObject({
      code: 'recipe-broken',
      detail: { file: 'justfile', line: 4 },
    });
    expect(await failureOf(run('wipe'))).toMatchObject({
      code: 'confirmation-needed',
      message: 'wipe deletes whole folders.',
    });
    expect(await failureOf(run('nothing'))).toMatchObject({ code: 'unknown-recipe' });
  });

  it('runs what was agreed to, also anyway', async () => {
    const { run, jobs } = await book({ just: true });
    const { job } = await run('wipe', [], { confirmed: true });
    expect((await allEvents(jobs, job)).at(-1)).toMatchObject({ job: { state: 'done' } });
    const anyway = await run('broken', [], { anyway: true });
    expect((await allEvents(jobs, anyway.job)).at(-1)).toMatchObject({ job: { state: 'done' } });
  });

  it('fails with the code and the end of the output', async () => {
    const { run, jobs } = await book({ just: true });
    const { job } = await run('hello', ['fail']);
    expect((await allEvents(jobs, job)).at(-1)).toMatchObject({
      job: { state: 'failed', error: { code: 'recipe-failed', detail: { code: 3 } } },
    });
  });

  it('ends everything it started when it is cancelled', async () => {
    const { run, jobs } = await book({ just: true });
    const { job } = await run('slow');
    let child = '';
    for await (const event of jobs.follow(job)) {
      const pid = event.type === 'log' ? /^child (\d+)$/.exec(event.text)?.[1] : undefined;
      if (pid === undefined) continue;
      child = pid;
      await jobs.cancel(job);
    }
    expect(await jobs.list()).toMatchObject([{ id: job, state: 'cancelled' }]);
    expect(child).not.toBe('');
    expect(stateOf(child)).toMatch(/^(gone|Z)$/);
  });

  it('says that just is missing, and lists recipes all the same', async () => {
    const { recipes, run } = await book({ just: false });
    const listed = await recipes.list();
    expect(listed.recipes.map(({ name, state }) => [name, state])).toEqual([
      ['hello', 'ready'],
      ['broken', 'broken'],
      ['wipe', 'ready'],
      ['slow', 'ready'],
    ]);
    expect(listed.just).toMatchObject({ available: false });
    expect(await failureOf(run('slow'))).toMatchObject({ code: 'just-absent' });
  });
});
