import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract';
import { confirmOnHost, type HostDoor } from './on-hosts';
import { readUsers } from './users';

const SCRIPT = readFileSync(
  join(import.meta.dirname, '../../../../resources/secrets/users-of-secret.sh'),
  'utf8',
);
const PATH = '/run/agenix/token';
const told = (isNew: boolean): string =>
  `secret\t${PATH}\t1000\nunit\tcache.service\tactive\t${isNew ? 1001 : 999}\nunit\told.service\tinactive\t0\nend\n`;

let scratch: string;
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'snowfleet-users-'))));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('services that name a secret', () => {
  it('are found by the script, also through a script of the store, with when they were started', () => {
    const [etc, bin, store] = ['etc', 'bin', 'store'].map((name) => join(scratch, name));
    for (const folder of [etc!, bin!, store!]) mkdirSync(folder);
    const secret = join(scratch, 'token');
    writeFileSync(secret, 'x');
    writeFileSync(join(etc!, 'direct.service'), `[Service]\nLoadCredential=token:${secret}\n`);
    writeFileSync(join(store!, 'start'), `#!/bin/sh\nexec cache --token "$(cat ${secret})"\n`);
    writeFileSync(join(etc!, 'by-script.service'), `[Service]\nExecStart=${store!}/start\n`);
    writeFileSync(join(etc!, 'other.service'), '[Service]\nExecStart=/bin/true\n');
    writeFileSync(join(etc!, 'agenix-install-secrets.service'), `[Service]\nExecStart=x ${secret}\n`);
    writeFileSync(
      join(bin!, 'systemctl'),
      `#!/bin/sh\ncase $2 in --property=ActiveState) echo active ;; *) case $5 in direct*) echo 'Thu 2099-01-01 00:00:00 UTC' ;; *) echo 'Thu 1998-01-01 00:00:00 UTC' ;; esac ;; esac\n`,
    );
    chmodSync(join(bin!, 'systemctl'), 0o755);
    const script = SCRIPT.replaceAll('/etc/systemd/system', etc!).replaceAll('/nix/store', store!);
    const answer = execFileSync('sh', ['-c', script, 'sh', secret], {
      encoding: 'utf8',
      env: { PATH: `${bin!}:${process.env['PATH']}` },
    });
    expect(readUsers(answer)).toEqual({
      isThere: true,
      units: [
        { unit: 'by-script.service', state: 'active', isNew: false },
        { unit: 'direct.service', state: 'active', isNew: true },
      ],
    });
  });

  it('are restarted where they run with an older value, and asked for again', async () => {
    const ran: string[] = [];
    let isNew = false;
    const door: HostDoor = {
      script: async () => 'SCRIPT',
      async exec(_host, argv) {
        ran.push(argv.at(-1) ?? '');
        if (argv[2] !== 'SCRIPT') isNew = true;
        return { code: 0, stdout: told(isNew), stderr: '' };
      },
    };
    expect(await confirmOnHost(door, 'p510', PATH, false)).toMatchObject({
      restarted: [],
      units: [{ isNew: false }, {}],
    });
    expect(await confirmOnHost(door, 'p510', PATH, true)).toMatchObject({
      restarted: ['cache.service'],
      units: [{ unit: 'cache.service', isNew: true }, { unit: 'old.service' }],
      problem: null,
    });
    expect(ran).toEqual([PATH, PATH, 'cache.service', PATH]);
  });

  it('are unknown where the host does not answer, or not to the end', async () => {
    const door = (exec: HostDoor['exec']): HostDoor => ({ script: async () => '', exec });
    const away = door(() => Promise.reject(new AppError('unreachable', 'p510 does not answer.')));
    expect(await confirmOnHost(away, 'p510', PATH, true)).toMatchObject({ problem: 'p510 does not answer.' });
    const cut = door(async () => ({ code: 0, stdout: 'secret\t/x\t5\n', stderr: '' }));
    expect(await confirmOnHost(cut, 'p510', PATH, true)).toMatchObject({
      problem: expect.stringMatching(/cut off/),
    });
    const stuck = door(async (_host, argv) =>
      argv.at(-1) === PATH
        ? { code: 0, stdout: told(false), stderr: '' }
        : { code: 1, stdout: '', stderr: 'sudo: a password is required\n' },
    );
    expect(await confirmOnHost(stuck, 'p510', PATH, true)).toMatchObject({
      restarted: [],
      problem: 'cache.service could not be restarted: sudo: a password is required',
    });
  });
});
