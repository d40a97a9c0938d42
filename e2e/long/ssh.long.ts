import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, expect as expectOn } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER_NAMES, browserArguments, findCommand } from '../../scripts/lib/find-command.mjs';
import { writeFleet } from '../../src/main/deploy/testing/fleet';
import { simHostsMissing, startSimHosts, type SimHosts } from '../hosts/sim-hosts';
import { Frame } from '../pages/frame';
import { TerminalsPage } from '../pages/terminals-page';
import { processesOf } from '../support/processes';
import { type CliAnswer, type Snowfleet, startSnowfleet } from '../support/snowfleet';

const STOPPED_MS = 60_000;
/** `patient` waits for a silent client as sshd does by itself; `strict` gives up one that says nothing for 10 s. */
const HOSTS = ['patient', 'strict'] as const;

const executablePath = findCommand(BROWSER_NAMES);
const missing = simHostsMissing() ?? (executablePath === null ? 'there is no Chromium' : null);
if (missing !== null) console.log(`skipped, because ${missing}`);

/** Its last line; those before tell of the way there. */
const documentOf = ({ stdout }: CliAnswer): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

let dir: string;
let sim: SimHosts;
let snowfleet: Snowfleet;
let browser: Browser;
beforeAll(async () => {
  if (missing !== null || executablePath === null) return;
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-stopped-'));
  sim = await startSimHosts({ names: HOSTS });
  const config = join(sim.root('strict'), 'etc/ssh/sshd_config');
  appendFileSync(config, 'ClientAliveInterval 5\nClientAliveCountMax 2\n');
  await sim.stop('strict');
  await sim.start('strict');
  const fleet = join(dir, 'fleet');
  const spec = { revision: '1', behaviour: 'good', packages: [] } as const;
  writeFleet(fleet, { patient: spec, strict: spec }, dir);
  snowfleet = await startSnowfleet({ fleet, sshConfig: sim.sshConfig });
  browser = await chromium.launch({ executablePath, args: browserArguments() });
});
afterAll(async () => {
  await browser?.close();
  await snowfleet?.stop();
  await sim?.down();
  if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
});

it.skipIf(missing !== null)(
  `stopped for ${STOPPED_MS / 1000} s and continued: tabs, scrollback and shells are there, and commands say what is known`,
  async () => {
    const page = await browser.newPage();
    await page.goto(snowfleet.url);
    const terminals = new TerminalsPage(page);
    await new Frame(page).go('Terminals');
    for (const host of HOSTS) {
      await terminals.open(host);
      await terminals.type('seq 1 500; MINE=kept; echo "before-$((6 * 7))"');
      await expectOn(terminals.output(host)).toContainText('before-42');
    }
    const command = (host: string): ReturnType<Snowfleet['cli']> =>
      snowfleet.cli(
        '--json',
        'exec',
        host,
        '--',
        'sh',
        '-c',
        'echo begun; touch /tmp/begun; sleep 30; echo ended',
      );
    const running = { patient: command('patient'), strict: command('strict') };
    const clients = (): number[] =>
      processesOf(snowfleet.home)
        .filter(({ command: words }) => /serve|exec (patient|strict)/.test(words))
        .map(({ pid }) => pid);
    await expect.poll(() => clients().length, { timeout: 20_000 }).toBe(3);
    for (const host of HOSTS) {
      await expect.poll(() => existsSync(join(sim.root(host), 'tmp/begun')), { timeout: 20_000 }).toBe(true);
    }
    // What was said so far is on its way at least.
    await pause(2_000);

    const stopped = clients();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    await pause(STOPPED_MS);
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
    const continued = Date.now();

    // The command ended meanwhile, and its answer lay waiting.
    const answer = await running.patient;
    expect(answer.code, answer.stderr).toBe(0);
    expect(documentOf(answer)).toMatchObject({ hosts: [{ code: 0, stdout: 'begun\nended\n' }] });
    const cut = await running.strict;
    expect(cut.code).not.toBe(0);
    expect(documentOf(cut)).toMatchObject({
      hosts: [
        {
          error: {
            code: 'unreachable',
            hint: expect.stringContaining('not known') as string,
            detail: { begun: true, stdout: expect.stringContaining('begun') as string },
          },
        },
      ],
    });

    await expectOn(terminals.tabs).toHaveCount(2);
    for (const [host, shell] of [
      ['patient', 'kept'],
      ['strict', 'another shell'],
    ] as const) {
      await terminals.tabs.locator(`[data-host="${host}"]`).click();
      await expectOn(terminals.pane(host)).toHaveAttribute('data-state', 'open', { timeout: 30_000 });
      await expectOn(terminals.output(host)).toContainText('before-42');
      await terminals.input(terminals.pane(host)).focus();
      await terminals.type('echo "after-$((5 * 5))-${MINE:-another shell}"');
      await expectOn(terminals.output(host)).toContainText(`after-25-${shell}`, { timeout: 10_000 });
      // The scrollback from before, as a reader finds it.
      await page.keyboard.press('Control+Shift+F');
      await terminals.main.getByRole('textbox', { name: 'Find in the output' }).fill('497');
      await expectOn(terminals.main.getByRole('status', { name: 'Matches' })).toHaveText('1 of 1');
      await page.keyboard.press('Escape');
    }
    await expectOn(terminals.output('strict')).toContainText(/connection lost at .* back at/);
    console.log(`all was there again ${((Date.now() - continued) / 1000).toFixed(1)} s after it went on`);
  },
);
