import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT, Door, errorOf } from './support/door';
import { asOrdinaryUser, isRoot } from './support/machine';
import { expect, test } from './support/test';

const FILE = 'hosts/p510/default.nix';
const PODMAN = ['--json', 'enable', 'p510', 'virtualization.podman'];

test('no flake, no hosts, no sense: each said by name', async () => {
  const door = new Door();
  try {
    mkdirSync(door.fleet);
    expect(errorOf(await door.run(['--json', 'inventory'])).code).toBe('not-a-flake');
    const nowhere = await door.run(['--json', '--fleet', join(door.dir, 'nowhere'), 'inventory']);
    expect(errorOf(nowhere).code).toBe('not-a-flake');
    expect(nowhere.code).not.toBe(0);
    door.write('flake.nix', '{ outputs = { self }: { packages = { }; }; }\n');
    expect(errorOf(await door.run(['--json', 'inventory'])).code).toBe('no-hosts');
    door.write('flake.nix', '{ outputs = { self }: { nixosConfigurations = { }; }; }\n');
    expect(errorOf(await door.run(['--json', 'inventory'])).code).toBe('no-hosts');
    door.write('flake.nix', '{ outputs = ');
    const broken = await door.run(['--json', 'inventory']);
    expect(errorOf(broken)).toMatchObject({
      code: 'syntax-error',
      message: expect.stringContaining('flake.nix'),
    });
    expect(broken.code).toBe(1);
  } finally {
    await door.end();
  }
});

test('a file that leads nowhere is named', async ({ door }) => {
  rmSync(join(door.fleet, FILE));
  symlinkSync('gone.nix', join(door.fleet, FILE));
  const answer = await door.run(PODMAN);
  expect(answer.code).toBe(1);
  expect(errorOf(answer)).toMatchObject({ code: 'unreadable-file', message: expect.stringContaining(FILE) });
});

test('a file that may not be read or written is named, and nothing changes', async ({ door }) => {
  const wrapper = asOrdinaryUser();
  test.skip(wrapper === null, 'an ordinary user cannot read this checkout');
  if (isRoot) {
    chmodSync(door.dir, 0o755);
    for (const entry of [
      door.home,
      door.fleet,
      ...readdirSync(door.fleet, { recursive: true, encoding: 'utf8' }).map((file) => join(door.fleet, file)),
    ])
      chownSync(entry, 65534, 65534);
  }
  const options = { wrapper: wrapper ?? [], env: { HOME: door.home } };
  const before = door.read(FILE);
  chmodSync(join(door.fleet, FILE), 0);
  const unreadable = await door.run(PODMAN, options);
  expect(errorOf(unreadable)).toMatchObject({
    code: 'unreadable-file',
    message: expect.stringContaining(FILE),
  });
  expect(unreadable.code).toBe(1);
  chmodSync(join(door.fleet, FILE), 0o644);
  chmodSync(join(door.fleet, 'hosts/p510'), 0o555);
  const unwritable = await door.run(PODMAN, options);
  chmodSync(join(door.fleet, 'hosts/p510'), 0o755);
  expect(unwritable.code).toBe(1);
  expect(errorOf(unwritable).code).not.toBe('internal');
  expect(errorOf(unwritable).message).toContain(FILE);
  expect(door.read(FILE)).toBe(before);
  expect(await door.json(['draft'], options)).toMatchObject({ gestures: [] });
});

test('a full disk leaves the old bytes', async () => {
  test.skip(!isRoot, 'a small file system needs root');
  const door = new Door('disk/x');
  try {
    const disk = join(door.dir, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'snowfleet-test', disk]);
    door.atEnd(() => void execFileSync('umount', [disk]));
    cpSync(join(ROOT, 'fleet'), door.fleet, { recursive: true });
    const before = door.read(FILE);
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize, 1));
    const answer = await door.run(PODMAN);
    expect(answer.code).toBe(1);
    expect(errorOf(answer)).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('p510/default.nix'),
    });
    expect(door.read(FILE)).toBe(before);
    expect(readdirSync(join(door.fleet, 'hosts/p510')).toSorted()).toEqual(
      readdirSync(join(ROOT, 'fleet/hosts/p510')).toSorted(),
    );
    expect(await door.json(['draft'])).toMatchObject({ gestures: [] });
    // With room again the same gesture goes through, and undo knows only that one.
    rmSync(filler);
    await door.json(['enable', 'p510', 'virtualization.podman']);
    await door.json(['undo']);
    expect(door.read(FILE)).toBe(before);

    // The journal's disk full: no file of the fleet is touched either.
    const { bavail: left } = statfsSync(disk);
    mkdirSync(join(disk, 'home'));
    writeFileSync(filler, Buffer.alloc(left * bsize - bsize, 1));
    const noJournal = await door.run(PODMAN, { env: { SNOWFLEET_HOME: join(disk, 'home') } });
    expect(noJournal.code).toBe(1);
    expect(errorOf(noJournal).code).toBe('disk-full');
    expect(door.read(FILE)).toBe(before);
  } finally {
    await door.end();
  }
});

test('a port that is taken is said so', async ({ door }) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  try {
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await door.run(['--json', 'serve', '--no-open', '--port', String(port)]);
    expect(answer.code).toBe(1);
    expect(errorOf(answer)).toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining(String(port)),
    });
  } finally {
    taken.close();
  }
});
