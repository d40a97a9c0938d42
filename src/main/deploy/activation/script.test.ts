import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTIVATE, DOOR, Lab, labMissing, pathOf, TOKEN, WHO } from './testing/lab';

const SHELLS: readonly (readonly string[])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']];
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const without = await labMissing();
if (without !== null) console.log(`activation/script.test: skipped: ${without}`);

describe.skipIf(!isThere('shellcheck'))('the scripts', () => {
  it('are clean in the eyes of shellcheck', () => {
    const { status, stdout } = spawnSync('shellcheck', ['-s', 'sh', ACTIVATE, DOOR], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

const OLD = pathOf('old');
const NEW = pathOf('new');

describe.skipIf(without !== null).each(SHELLS.filter(([program = '']) => isThere(program)))(
  'an activation by %s %s',
  (...shellWords) => {
    const shell = shellWords.filter((word) => word !== undefined);
    const labs: Lab[] = [];
    const lab = (options?: ConstructorParameters<typeof Lab>[1]): Lab => {
      const made = new Lab(shell, options);
      labs.push(made);
      return made;
    };
    afterAll(() => labs.forEach((one) => one.end()));

    it.concurrent('switches once it is acknowledged, and not before', async () => {
      const host = lab();
      const system = host.system('new', 'good');
      expect(await host.start('a', 'switch', system)).toMatchObject({ code: 0 });
      await host.until('a', 'wait');
      expect([host.running(), host.bootDefault()]).toEqual([NEW, OLD]);
      expect(statSync(join(host.dir, 'run/snowfleet/a')).mode & 0o777).toBe(0o700);
      expect(statSync(join(host.dir, 'run/snowfleet/a/token')).mode & 0o777).toBe(0o600);
      expect(await host.door('ack', 'a', system)).toMatchObject({ code: 0 });
      expect(await host.ended('a')).toBe('done 0');
      expect([host.running(), host.bootDefault()]).toEqual([NEW, NEW]);
      expect(host.calls()).toEqual([
        `test ${NEW}`,
        `nix-env -p /nix/var/nix/profiles/system --set ${NEW}`,
        `boot ${NEW}`,
      ]);
      const told = await host.door('follow', 'a', '0', '0');
      expect(told.code).toBe(0);
      const lines = told.stdout.split('\n').filter((line) => line.startsWith('@state'));
      expect(lines.map((line) => line.replace(/^@state \d+ /, ''))).toEqual(host.state('a'));
      expect(host.file('var/snowfleet/runs/a')).toContain('end done 0');
      expect(host.file('run/umask')).toMatch(/^0*22$/m);
      expect(await host.door('ack', 'a', system)).toMatchObject({ code: 78 });
      expect(host.file('var/snowfleet/runs/a')).not.toContain(TOKEN);
    });

    it.concurrent(
      'goes back when nobody acknowledges, or with another token, and keeps what failed',
      async () => {
        const host = lab();
        await host.start('a', 'switch', host.system('new', 'good'), { window: 2 });
        await host.until('a', 'wait');
        host.file('run/snowfleet/a/ack', 'b2\n');
        expect(await host.ended('a')).toBe('restored ack 0');
        expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
        expect(host.calls()).toEqual([`test ${NEW}`, `test ${OLD}`]);
        expect(host.state('a')).toContain(`failed ${NEW}`);
        expect(existsSync(join(host.dir, 'nix/var/nix/gcroots/snowfleet/a-new'))).toBe(false);
      },
    );

    it.concurrent('is not acknowledged where another system runs', async () => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', 'good'), { window: 2 });
      await host.until('a', 'wait');
      expect(await host.door('ack', 'a', OLD)).toMatchObject({ code: 76, stdout: `@running ${NEW}\n` });
      expect(await host.ended('a')).toBe('restored ack 0');
    });

    it.concurrent.each([
      ['fails', 'restored test 1'],
      ['half', 'restored test 2'],
      ['reboot', 'refused test 100'],
      ['locked', 'refused test 11'],
    ] as const)('ends on the old system when it %s', async (behaviour, end) => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', behaviour));
      expect(await host.ended('a')).toBe(end);
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
    });

    it.concurrent('kills an activation that hangs, with what it started, and goes back', async () => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', 'hangs'), { seconds: 1 });
      expect(await host.ended('a')).toBe('restored deadline 124');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
      await host.idle();
    });

    it.concurrent('tells the units that failed, and goes back for those that worked before', async () => {
      const host = lab();
      host.file('run/active-units', 'web.service loaded active running\nold.service loaded active\n');
      host.file('run/failed-units', 'always.service\n');
      await host.start('a', 'test', host.system('new', 'units', ['always.service', 'fresh.service']));
      await host.until('a', 'wait');
      await host.door('ack', 'a', NEW);
      expect(await host.ended('a')).toBe('done 4');
      expect(host.state('a')).toContain('unit fresh.service new');
      host.file('run/failed-units', '');
      await host.start('b', 'test', host.system('worse', 'units', ['web.service']));
      expect(await host.ended('b')).toBe('restored units 4');
      expect(host.state('b')).toContain('unit web.service worked');
      expect(host.running()).toBe(NEW);
      host.file('run/failed-units', '');
      await host.start('c', 'test', pathOf('worse'), { units: 'keep' });
      await host.until('c', 'wait');
      await host.door('ack', 'c', pathOf('worse'));
      expect(await host.ended('c')).toBe('done 4');
    });

    it.concurrent('goes back whole when the boot entry or the profile cannot be written', async () => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', 'noBoot'));
      await host.until('a', 'wait');
      await host.door('ack', 'a', NEW);
      expect(await host.ended('a')).toBe('restored boot 1');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
      expect(host.calls().slice(-2)).toEqual([`boot ${OLD}`, `test ${OLD}`]);
      host.file('run/full', '');
      await host.start('b', 'switch', host.system('newer', 'good'));
      await host.until('b', 'wait');
      await host.door('ack', 'b', pathOf('newer'));
      expect(await host.ended('b')).toBe('restored profile 1');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
    });

    it.concurrent('sets the boot default alone, and says first that it is untried', async () => {
      const host = lab();
      await host.start('a', 'boot', host.system('new', 'good'));
      expect(await host.ended('a')).toBe('done 0');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, NEW]);
      expect(host.log('a')).toContain('nobody has tried');
      await host.start('b', 'boot', OLD, { set: 'generation', value: '1' });
      expect(await host.ended('b')).toBe('done 0');
      expect(host.bootDefault()).toBe(OLD);
    });

    it.concurrent.each([[[]], [['flock']], [['setsid']]])(
      'excludes another, and takes over from the dead (without %s)',
      async (absent) => {
        const host = lab(absent.length > 0 ? { without: absent } : undefined);
        const system = host.system('new', 'good');
        await host.start('a', 'switch', system);
        await host.until('a', 'wait');
        await host.start('b', 'switch', host.system('other', 'good'));
        expect(await host.ended('b')).toMatch(/^busy ada@attic \d+$/);
        expect(host.running()).toBe(NEW);
        host.signal('a', 'SIGKILL', 'keeper');
        host.signal('a', 'SIGKILL');
        expect(await host.door('follow', 'a', '99', '0')).toMatchObject({ code: 70 });
        await host.start('c', 'test', pathOf('other'));
        await host.until('c', 'wait');
        await host.door('ack', 'c', pathOf('other'));
        expect(await host.ended('c')).toBe('done 0');
      },
    );

    it.concurrent.each([
      ['step test', 'hangs'],
      ['step boot', 'slowBoot'],
    ] as const)('goes back when it is killed at %s', async (at, behaviour) => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', behaviour));
      if (at === 'step boot') {
        await host.until('a', 'wait');
        await host.door('ack', 'a', NEW);
      }
      await host.until('a', at);
      const following = host.door('follow', 'a', '0', '0');
      host.signal('a', 'SIGKILL');
      expect(await host.ended('a')).toBe('restored killed 137');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
      expect(await following).toMatchObject({ code: 0, stdout: expect.stringContaining('end restored') });
      await host.idle();
    });

    it.concurrent('leaves what was never begun or is done whole, however it is killed', async () => {
      const host = lab();
      const words = ['switch', host.system('new', 'good'), 'path', NEW, '30', '30', 'judge', WHO];
      const rescue = async (id: string, state: string): Promise<string> => {
        host.file(`run/snowfleet/${id}/state`, state);
        host.file(`var/snowfleet/runs/${id}`, '');
        await host.call([...shell, ACTIVATE, `/run/snowfleet/${id}`, ...words, 'rescue']);
        return host.state(id).at(-1) ?? '';
      };
      await host.start('a', 'switch', OLD, { window: 1 });
      await host.ended('a');
      expect(await rescue('a', '1 run x switch y\n1 step lock\n')).toBe('end refused killed 137');
      expect(await rescue('a', '1 step test\n1 step boot\n1 code boot 0\n')).toBe('end done 0');
      expect(await rescue('a', '1 step test\n1 end restored ack 0\n')).toBe('end restored ack 0');
    });

    it.concurrent('puts a host to which nobody has deployed on what it ran', async () => {
      const host = lab();
      host.forgetProfile();
      await host.start('a', 'switch', host.system('new', 'noBoot'));
      await host.until('a', 'wait');
      await host.door('ack', 'a', NEW);
      expect(await host.ended('a')).toBe('restored boot 1');
      expect([host.running(), host.bootDefault()]).toEqual([OLD, OLD]);
      expect(host.calls().slice(-2)).toEqual([`boot ${OLD}`, `test ${OLD}`]);
      host.forgetProfile();
      await host.start('b', 'switch', host.system('newer', 'good'));
      await host.until('b', 'wait');
      await host.door('ack', 'b', pathOf('newer'));
      expect(await host.ended('b')).toBe('done 0');
      expect([host.running(), host.bootDefault()]).toEqual([pathOf('newer'), pathOf('newer')]);
    });

    it.concurrent('goes back when it is told to stop', async () => {
      const host = lab();
      await host.start('a', 'switch', host.system('new', 'good'));
      await host.until('a', 'wait');
      host.signal('a', 'SIGTERM');
      expect(await host.ended('a')).toBe('restored stopped 0');
      expect(host.running()).toBe(OLD);
      await host.start('b', 'switch', host.system('slow', 'slow'));
      await host.until('b', 'step test');
      host.signal('b', 'SIGTERM');
      expect(await host.ended('b')).toMatch(/^restored stopped/);
      expect(host.running()).toBe(OLD);
    });

    it.concurrent('is started once or never', async () => {
      const host = lab();
      const system = host.system('new', 'good');
      expect(await host.door('follow', 'a', '0', '0')).toMatchObject({ code: 72 });
      expect(await host.door('follow', 'a', '0', '0', 'claim')).toMatchObject({ code: 71 });
      expect(await host.start('a', 'switch', system)).toMatchObject({ code: 73 });
      const words = ['switch', system, 'path', system, '30', '30', 'judge', WHO];
      const nothing = await host.call(
        [...shell, DOOR, 'start', '/run/snowfleet/b', readFileSync(ACTIVATE, 'utf8'), ...words],
        'a password that sudo did not read\n',
      );
      expect(nothing.code).toBe(77);
      const sudo = await host.call(
        [...shell, DOOR, 'start', '/run/snowfleet/c', readFileSync(ACTIVATE, 'utf8'), ...words],
        `a password that sudo did not read\ntoken ${TOKEN}\n`,
      );
      expect(sudo.code).toBe(0);
      await host.until('c', 'wait');
      expect(host.file('run/snowfleet/c/token')).toBe(`${TOKEN}\n`);
    });
  },
);
