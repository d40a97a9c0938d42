import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Door } from './support/door';
import { hostState, practiceRoot, practiceSshConfig, verifyClosure } from './support/host-state';
import { programFile } from './support/machine';
import * as shapes from './support/shapes';
import { expect, test } from './support/test';

const HOST = 'p510';
const missing = programFile('nix') === null ? 'Nix is not installed' : null;
if (missing !== null) console.log(`practice-deploy: skipped, because ${missing}`);

test.describe.configure({ mode: 'serial' });
test.skip(missing !== null, missing ?? '');

let door: Door;
test.beforeAll(async () => {
  door = Door.bundled();
  await door.json(['practice', 'up', HOST]);
});
test.afterAll(() => door?.end());

const state = (): ReturnType<typeof hostState> => hostState(practiceRoot(door, HOST));
const deploy = async (words: readonly string[] = [], code = 0): Promise<shapes.Deployed['hosts'][number]> => {
  const result = shapes.deploy.parse(
    await door.json(['--stand-in', 'deploy', HOST, '--yes', ...words], { code }),
  );
  const [host] = result.hosts;
  if (host === undefined || result.hosts.length !== 1) throw new Error('one host was deployed');
  return host;
};
const generations = async (): Promise<ReturnType<typeof shapes.generations.parse>['generations']> =>
  shapes.generations.parse(await door.json(['generations', HOST])).generations;
/** A line of the fleet that changes the system. */
const change = (revision: string): void => {
  const file = 'hosts/p510/default.nix';
  const text = door.read(file).replace(/\n {2}environment\.etc\.revision\.text = .*;/, '');
  door.write(file, text.replace(/\n\}\s*$/, `\n  environment.etc.revision.text = "${revision}";\n}\n`));
};

test('deploy, see two generations, go back by store path, deploy again, deploy nothing', async () => {
  const first = state();
  expect(first.generations).toEqual(['system-1-link']);
  expect(
    verifyClosure(practiceSshConfig(door), HOST, first.running),
    'the first is registered',
  ).toBeGreaterThan(0);
  expect(
    shapes.practice.parse(await door.json(['practice', 'status'])).hosts.find((one) => one.host === HOST),
  ).toMatchObject({ up: true, generation: 1 });

  const plan = shapes.plan.parse(await door.json(['--stand-in', 'plan', HOST]));
  expect(plan.hosts).toMatchObject([{ host: HOST, from: first.running, unchanged: false }]);
  expect(plan.hosts[0]?.packages?.added).toContainEqual(expect.objectContaining({ name: 'plexmediaserver' }));
  expect(state(), 'a plan changes no host').toEqual(first);

  const done = await deploy();
  expect(done).toMatchObject({
    host: HOST,
    outcome: 'switched',
    from: first.running,
    to: plan.hosts[0]?.to,
    generation: 2,
  });
  const system = done.to ?? '';
  expect(state()).toEqual({
    running: system,
    profile: system,
    generations: ['system-1-link', 'system-2-link'],
  });
  expect(verifyClosure(practiceSshConfig(door), HOST, system)).toBeGreaterThan(10);
  expect(await generations()).toMatchObject([
    { number: 2, path: system, current: true, bootDefault: true },
    { number: 1, path: first.running, current: false, bootDefault: false },
  ]);

  const back = shapes.deploy.parse(await door.json(['rollback', HOST, '--yes']));
  expect(back.hosts).toMatchObject([{ outcome: 'switched', from: system, to: first.running, generation: 1 }]);
  expect(state()).toMatchObject({ running: first.running, profile: first.running });

  const forth = shapes.deploy.parse(await door.json(['rollback', HOST, '--to', system, '--yes']));
  expect(forth.hosts).toMatchObject([{ outcome: 'switched', to: system }]);
  expect(state()).toMatchObject({ running: system, profile: system });

  const before = state();
  expect(await deploy()).toMatchObject({ outcome: 'unchanged', from: system, to: system });
  expect(state()).toEqual(before);
  const runs = shapes.runs.parse(await door.json(['runs', '--host', HOST])).runs;
  expect(runs.map((run) => run.state)).toEqual(['done', 'done', 'done', 'done']);
});

const spaceSchema = z.looseObject({
  numbers: z.array(z.number()),
  paths: z.number(),
  bytes: z.number().positive(),
});

test('generations are compared and deleted; runs are found and exported', async () => {
  const packages = { added: expect.arrayContaining([expect.objectContaining({ name: 'plexmediaserver' })]) };
  expect(await door.json(['generations', HOST, '--diff', '1', '2'])).toMatchObject({ host: HOST, packages });
  expect(await door.json(['rollback', HOST, '--to', '1', '--yes'])).toMatchObject({ type: 'result' });
  const before = state();
  const remove = ['generations', HOST, '--delete'];
  expect((await door.run([...remove, '1', '2', '--yes'])).code, 'the first one runs').toBe(3);
  const space = spaceSchema.parse(await door.json([...remove, '2', '--dry-run']));
  expect(space.numbers).toEqual([2]);
  expect(state(), 'a look deletes nothing').toEqual(before);
  const { paths, bytes } = space;
  expect(await door.json([...remove, '2', '--yes'])).toMatchObject({
    type: 'result',
    numbers: [2],
    paths,
    bytes,
  });
  expect(state()).toEqual({ ...before, generations: ['system-1-link'] });

  const found = shapes.runs.parse(
    await door.json(['runs', '--search', 'setting ROLLBACK', '--since', '1h']),
  ).runs;
  expect(found.length, 'a word of its log and one of its record').toBeGreaterThan(1);
  const file = join(door.home, 'runs.md');
  await door.json(['runs', '--export', file, '--with-logs']);
  expect(readFileSync(file, 'utf8')).toContain('- added plexmediaserver');
  expect(await deploy()).toMatchObject({ outcome: 'switched', generation: 2 });
});

test('the other modes do as they say', async () => {
  const before = state();
  change('modes');
  expect(await deploy(['--mode', 'dry-activate'])).toMatchObject({
    outcome: 'skipped',
    from: before.running,
  });
  expect(state()).toEqual(before);

  const tested = await deploy(['--mode', 'test']);
  expect(tested.outcome).toBe('switched');
  expect(state()).toEqual({ ...before, running: tested.to });

  const booted = await deploy(['--mode', 'boot']);
  expect(booted).toMatchObject({ outcome: 'switched', to: tested.to });
  expect(state()).toMatchObject({ running: tested.to, profile: tested.to });
  expect(state().generations.length).toBe(before.generations.length + 1);
});

test('an activation that fails leaves the old system, units that fail are told', async () => {
  const faults = join(practiceRoot(door, HOST), 'etc/practice');
  await door.json(['rollback', HOST, '--to', '1', '--yes']);
  const before = state();
  change('faults');
  writeFileSync(join(faults, 'fail-activation'), '');
  const failed = await deploy([], 5);
  rmSync(join(faults, 'fail-activation'));
  expect(failed).toMatchObject({ outcome: 'rolled-back', from: before.running, generation: 1 });
  expect(failed.reason).toContain('exit code 1');
  expect(state()).toMatchObject({ running: before.running, profile: before.profile });

  writeFileSync(join(faults, 'fail-units'), 'plex.service\n');
  const units = await deploy([], 4);
  rmSync(join(faults, 'fail-units'));
  expect(units.outcome).toBe('units-failed');
  expect(units.reason).toContain('plex.service');
  expect(state()).toMatchObject({ running: units.to, profile: units.to });
});

test('a host that is down, shut or gone is said so, and nothing changes', async () => {
  const before = state();
  change('away');
  const shut = createServer((socket) => socket.destroy());
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-shut-'));
  await new Promise<void>((resolve) => shut.listen(0, '127.0.0.1', resolve));
  try {
    const address = shut.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const config = join(dir, 'ssh_config');
    const reach = (text: string): string[] => {
      writeFileSync(config, `Host ${HOST}\n  HostName 127.0.0.1\n  User root\n${text}`);
      return ['--ssh-config', config];
    };
    const outcome = async (words: string[], wanted = 'failed'): Promise<string> => {
      const result = shapes.deploy.parse(
        await door.json([...words, '--stand-in', 'deploy', HOST, '--yes'], { code: 1 }),
      );
      expect(result.hosts).toMatchObject([{ outcome: wanted, generation: null }]);
      return result.hosts[0]?.reason ?? '';
    };
    // Nobody's key: the sshd is there and refuses.
    const practicePort = shapes.practice
      .parse(await door.json(['practice', 'status']))
      .hosts.find((one) => one.host === HOST)?.port;
    const known = practiceSshConfig(door).replace(/ssh_config$/, 'known_hosts');
    const refused = await outcome(
      reach(
        `  Port ${practicePort}\n  UserKnownHostsFile ${known}\n  IdentityFile none\n  IdentityAgent none\n`,
      ),
    );
    expect(refused).toMatch(/p510 does not let root in/);
    expect(await outcome(reach(`  Port ${port}\n`), 'skipped')).toMatch(
      /127\.0\.0\.1:\d+\) (does not speak ssh|closed the connection)/,
    );

    await door.json(['practice', 'down', HOST]);
    expect(await outcome([], 'skipped')).toMatch(/practice host p510 is not running/);
    expect(state()).toMatchObject({ profile: before.profile, generations: before.generations });
  } finally {
    shut.close();
    rmSync(dir, { recursive: true });
  }
  await door.json(['practice', 'up', HOST]);
  expect(state()).toMatchObject({
    running: before.profile,
    profile: before.profile,
    generations: before.generations,
  });
});
