import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthCheck, HostResult } from '../../shared/contract';
import { HEALTH } from './activation/testing/lab';
import { Health, healthWords, parseHealth } from './health';
import type { Target } from './target';

const CHECKS: readonly HealthCheck[] = [
  { kind: 'unit', value: 'podman.socket', feature: 'virtualization.podman' },
  { kind: 'port', value: '8080' },
  { kind: 'url', value: 'http://127.0.0.1:1/' },
];
const SAID = '@health 0 bad is inactive\n@health 1 ok holds\nnoise\n@health 9 bad x\n';

describe('findings', () => {
  it('are what the script says, and unknown where it says nothing', () => {
    const found = parseHealth(SAID, CHECKS);
    expect(found.map(({ state }) => state)).toEqual(['bad', 'ok', 'unknown']);
    expect(found.map((one) => healthWords(one))).toEqual([
      'podman.socket is inactive (virtualization.podman)',
      'port 8080 holds',
      'http://127.0.0.1:1/ nothing was told of it',
    ]);
  });

  const target = (said: string) => ({ health: async () => said }) as unknown as Target;
  const health = (policy: 'roll-back' | 'keep' | 'off') =>
    new Health({ checks: CHECKS, policy, ms: 1_000, log: () => undefined });
  const switched: HostResult = { host: 'a', outcome: 'switched', from: null, to: null, generation: 2 };
  const { signal } = new AbortController();

  it('send a host back, or are told of one that is kept', async () => {
    expect(await health('roll-back').prove(target(SAID))(signal)).toEqual([
      'podman.socket is inactive (virtualization.podman)',
    ]);
    const kept = health('keep');
    expect(await kept.prove(target(SAID))(signal)).toEqual([]);
    expect(kept.told(switched)).toMatchObject({
      outcome: 'units-failed',
      reason: expect.stringContaining('health checks failed: podman.socket is inactive'),
    });
    expect(health('off').count).toBe(0);
    expect(health('off').told(switched)).toEqual(switched);
  });
});

const SHELLS = [
  ['dash', ['/usr/bin/dash']],
  ['bash', ['/bin/bash']],
  ['busybox', ['/usr/bin/busybox', 'sh']],
] as const;

describe.each(SHELLS)('health.sh in %s', (_, shell) => {
  const missing = !existsSync(shell[0]);
  const server = createServer((request, response) => {
    response.statusCode = Number(request.url?.slice(1));
    response.end();
  });
  let dir = '';
  let port = 0;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-health-'));
    const units: Record<string, string> = {
      'up.service': 'loaded,active,simple,success',
      'once.service': 'loaded,inactive,oneshot,success',
      'broken.service': 'loaded,inactive,oneshot,exit-code',
      'down.service': 'loaded,failed,simple,exit-code',
      'away.service': 'not-found,inactive,,success',
    };
    const cases = Object.entries(units).map(([unit, answer]) => {
      const [load, active, kind, result] = answer.split(',');
      return `${unit}) printf 'LoadState=${load}\\nActiveState=${active}\\nType=${kind}\\nResult=${result}\\n' ;;`;
    });
    const fake = join(dir, 'systemctl');
    writeFileSync(fake, `#!/bin/sh\nfor unit; do :; done\ncase $unit in\n${cases.join('\n')}\nesac\n`);
    chmodSync(fake, 0o755);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.skipIf(missing)('tells of each check what it found', async () => {
    const at = `http://127.0.0.1:${port}`;
    const asked: [kind: HealthCheck['kind'], value: string, state: string][] = [
      ['unit', 'up.service', 'ok holds'],
      ['unit', 'once.service', 'ok holds'],
      ['unit', 'broken.service', 'bad is inactive'],
      ['unit', 'down.service', 'bad is failed'],
      ['unit', 'away.service', 'bad is not-found'],
      ['unit', '--version', 'bad systemd does not answer'],
      ['port', String(port), 'ok holds'],
      ['port', '1', 'bad nothing listens'],
      ['url', `${at}/204`, 'ok holds'],
      ['url', `${at}/403`, 'ok holds'],
      ['url', `${at}/404`, 'bad answers with status 404'],
      ['url', 'http://127.0.0.1:1/', 'bad does not answer (curl: exit code 7)'],
      ['command', 'test -e "$0" || exit 0', 'ok holds'],
      ['command', 'exit 3', 'bad ends with exit code 3'],
    ];
    const { stdout } = await promisify(execFile)(
      shell[0],
      [...shell.slice(1), HEALTH, '0', ...asked.flatMap(([kind, value]) => [kind, value])],
      { env: { PATH: `${dir}:/usr/bin:/bin` } },
    );
    expect(stdout.trimEnd().split('\n')).toEqual(
      asked.map(([, , state], index) => `@health ${index} ${state}`),
    );
  });

  it('looks again until it holds', async (context) => {
    if (missing) context.skip(`${shell[0]} is not installed`);
    const mark = join(dir, 'mark');
    const command = `test -e '${mark}' || { touch '${mark}'; exit 1; }`;
    const { stdout } = await promisify(execFile)(
      shell[0],
      [...shell.slice(1), HEALTH, '20', 'command', command],
      { env: { PATH: '/usr/bin:/bin' } },
    );
    rmSync(mark);
    expect(stdout).toBe('@health 0 ok holds\n');
  });
});
