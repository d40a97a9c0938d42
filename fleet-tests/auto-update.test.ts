import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The fleet's automatic update, run for real with stand-ins for nix, systemctl and the two systems. */

const SCRIPT = join(import.meta.dirname, '../fleet/features/system/auto-update.sh');
/** What writeShellApplication puts before the text. */
const HEAD = '#!/usr/bin/env bash\nset -o errexit\nset -o nounset\nset -o pipefail\n';

const missing = ['bash', 'jq', 'awk'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0) console.warn(`skipped: the automatic update; not installed: ${missing.join(', ')}`);

describe.skipIf(missing.length > 0)('the automatic update', () => {
  let dir: string;
  const at = (...parts: string[]) => join(dir, ...parts);
  const program = (path: string, text: string) =>
    writeFileSync(path, `#!/bin/bash\n${text}`, { mode: 0o755 });
  const flag = (name: string) => writeFileSync(at(name), '');
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'auto-update-'));
    for (const folder of ['bin', 'state', 'metrics', 'old/bin', 'new/bin']) {
      mkdirSync(at(folder), { recursive: true });
    }
    symlinkSync(at('old'), at('current'));
    for (const system of ['old', 'new']) {
      program(
        at(system, 'bin/switch-to-configuration'),
        `echo "${system} $1" >> ${at('log')}
         if [ ${system} = new ] && [ -e ${at('activation-fails')} ]; then exit 4; fi
         if [ "$1" = test ]; then ln -sfn ${at(system)} ${at('current')}; fi
         if [ ${system} = new ] && [ -e ${at('is-stopped')} ]; then kill -TERM "$PPID"; fi`,
      );
    }
    program(
      at('bin/nix'),
      `case " $* " in
       *" metadata "*) echo '{ "locked": { "rev": "'"$REVISION"'" }, "url": "practice" }' ;;
       *" build "*) if [ -e ${at('build-fails')} ]; then exit 1; fi; ln -sfn ${at('new')} ${at('state/candidate')} ;;
       esac`,
    );
    program(at('bin/nix-env'), `echo "set \${!#}" >> ${at('log')}`);
    program(
      at('bin/systemctl'),
      `on=$(basename "$(readlink ${at('current')})")
       case "$*" in
       *--failed*) if [ $on = new ] && [ -e ${at('unit-fails')} ]; then echo "bad.service loaded failed"; fi ;;
       *LoadState*) echo loaded ;;
       *ActiveState*) if [ $on = new ] && [ -e ${at('unit-hangs')} ]; then echo activating; else echo active; fi ;;
       is-active*) [ $on = old ] || [ ! -e ${at('unit-is-gone')} ] ;;
       esac`,
    );
    program(at('bin/sleep'), 'exit 0');
    program(at('bin/curl'), 'echo "curl: not for practice"');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function update(revision = 'r1', urls = '') {
    rmSync(at('log'), { force: true });
    const text = HEAD + readFileSync(SCRIPT, 'utf8').replaceAll('/run/current-system', at('current'));
    const { status, stdout } = spawnSync('bash', ['-c', text], {
      encoding: 'utf8',
      timeout: 20_000,
      env: {
        PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
        REVISION: revision,
        FLAKE: 'practice',
        HOST: 'p620',
        UNITS: 'a.service',
        URLS: urls,
        PATIENCE: '10',
        STATE: at('state'),
        METRICS: at('metrics'),
      },
    });
    const metric = (name: string) =>
      new RegExp(`^fleet_auto_update_${name} (.*)$`, 'm').exec(read(at('metrics/auto-update.prom')))?.[1];
    return {
      status,
      stdout,
      did: read(at('log')).replaceAll(`${dir}/`, '').trim().split('\n'),
      success: metric('success'),
      rolledBack: metric('rolled_back'),
    };
  }

  it('tries a new system, and only then makes it the one that is booted', () => {
    expect(update()).toMatchObject({
      status: 0,
      did: ['new test', 'set new', 'new boot'],
      success: '1',
      rolledBack: '0',
    });
    expect(update()).toMatchObject({ status: 0, did: [''], success: '1' });
  });

  it.each([
    ['unit-fails', 'bad.service has failed'],
    ['unit-hangs', 'a.service is activating'],
    ['unit-is-gone', 'a.service ran before and does not now'],
    ['activation-fails', 'ended with 4'],
  ])('goes back: %s', (what, said) => {
    flag(what);
    const first = update();
    expect(first).toMatchObject({ status: 1, did: ['new test', 'old test'], success: '0', rolledBack: '1' });
    expect(first.stdout).toContain(said);
    // The same revision is not tried a second time; the next one is.
    expect(update()).toMatchObject({ status: 1, did: [''], success: '0' });
    rmSync(at(what));
    expect(update('r2')).toMatchObject({ status: 0, did: ['new test', 'set new', 'new boot'] });
  });

  it('goes back when an address does not answer', () => {
    expect(update('r1', 'http://127.0.0.1:1/')).toMatchObject({ status: 1, did: ['new test', 'old test'] });
  });

  it('goes back when it is stopped during the trial', () => {
    flag('is-stopped');
    expect(update()).toMatchObject({ status: 1, did: ['new test', 'old test'], rolledBack: '1' });
  });

  it('changes nothing when the build fails, and tries again the next night', () => {
    flag('build-fails');
    expect(update()).toMatchObject({ status: 1, did: [''], success: '0', rolledBack: '0' });
    rmSync(at('build-fails'));
    expect(update()).toMatchObject({ status: 0, did: ['new test', 'set new', 'new boot'] });
  });
});
