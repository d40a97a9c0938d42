import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Door, errorOf, type Answer } from './support/door';
import { pathWithoutNix, programFile } from './support/machine';
import * as shapes from './support/shapes';
import { expect, test } from './support/test';

const FILE = 'hosts/p510/default.nix';
const HOSTS = ['dex5550', 'hp', 'p510', 'p620', 'razer', 'samsung'];

/** Every file of a fleet with its bytes, so that any change anywhere shows. */
function snapshot(dir: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !file.includes('/.git/')) files[file] = readFileSync(file, 'latin1');
  }
  return files;
}

/** A few side by side: commands spend most of their time on one core each. */
async function atOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

/** Lines of a unified diff that change something. */
const changes = (diff: string): string[] => diff.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line));

/** Exit code, one error of the promised shape and nothing else on standard output. */
function expectRefused(answer: Answer, exit: number, code: string | RegExp): void {
  expect(answer.stdout.trimEnd().split('\n'), answer.stdout + answer.stderr).toHaveLength(1);
  shapes.failure.parse(JSON.parse(answer.stdout));
  expect(errorOf(answer).code).toMatch(code);
  expect(answer.code, answer.stdout).toBe(exit);
}

test('the fleet is read without Nix, in the shapes scripts rely on', async ({ door }) => {
  const env = { PATH: pathWithoutNix(join(door.dir, 'bin')) };
  const before = snapshot(door.fleet);
  const read = shapes.inventory.parse(await door.json(['inventory'], { env }));
  expect(read.hosts.map((host) => host.name)).toEqual(HOSTS);
  for (const host of read.hosts) {
    expect(host.inFlake, host.name).toBe(true);
    expect(host.source).toBe('source');
    expect(host.features.length, host.name).toBeGreaterThan(3);
    for (const name of ['role', 'hardware', 'description']) {
      expect(host.facts[name], `${host.name} ${name}`).toMatchObject({
        from: 'source',
        file: expect.any(String),
      });
    }
  }
  const p510 = read.hosts.find((host) => host.name === 'p510');
  expect(p510).toMatchObject({ kind: 'machine', file: FILE });
  expect(p510?.features).toContain('features.media.plex');
  expect(read.findings).toEqual([]);

  const catalogue = shapes.catalogue.parse(await door.json(['features'], { env }));
  expect(catalogue.features.length).toBeGreaterThanOrEqual(12);
  expect(new Set(catalogue.features.map((one) => one.category)).size).toBeGreaterThanOrEqual(6);
  expect(catalogue.features.find((one) => one.path === 'features.virtualization.podman')).toMatchObject({
    brings: ['features.virtualization.oci-tools'],
    needs: ['features.network.nftables'],
    conflicts: [{ path: 'features.virtualization.docker' }],
  });

  const assigned = shapes.assignments.parse(await door.json(['features', 'p510'], { env }));
  const plex = assigned.assignments.find((one) => one.path === 'features.media.plex.enable');
  expect(plex).toMatchObject({ value: true, text: 'true', computed: false, priority: 'plain', wins: true });
  // The place is where the attribute's name stands.
  const written = door.read(FILE).split('\n')[(plex?.line ?? 0) - 1] ?? '';
  expect(written.slice((plex?.column ?? 0) - 1)).toMatch(/^enable = true/);

  const options = shapes.options.parse(await door.json(['options', 'podman'], { env }));
  expect(options.options.map((one) => one.path)).toContain('features.virtualization.podman.enable');
  expect(shapes.check.parse(await door.json(['check'], { env })).findings).toEqual([]);
  const why = shapes.explanation.parse(await door.json(['explain', 'p510', 'media.plex'], { env }));
  expect(why).toMatchObject({
    path: 'features.media.plex.enable',
    value: true,
    decidedBy: { file: FILE, line: plex?.line },
  });

  const rooted = shapes.inventory.parse(
    await door.json(['--feature-root', 'services', 'inventory'], { env }),
  );
  expect(rooted.fleet.featureRoots).toEqual(['services']);
  expect(snapshot(door.fleet), 'reading changes nothing').toEqual(before);

  // Nix is first missed where it is needed, by name.
  expectRefused(await door.run(['--json', 'build', 'p510'], { env }).then(lastLine), 1, 'nix-absent');
  const deploy = await door.run(['--json', '--stand-in', 'deploy', 'p510', '--no-preflight', '--yes'], {
    env,
  });
  expect(deploy.code).toBe(1);
  expect(errorOf(deploy).code).toBe('nix-absent');
  expect(snapshot(door.fleet)).toEqual(before);
});

/** Of a command that tells events: its last line alone, without the type that lines carry. */
function lastLine(answer: Answer): Answer {
  const { error } = JSON.parse(answer.stdout.trimEnd().split('\n').at(-1) ?? '') as { error: unknown };
  return { ...answer, stdout: `${JSON.stringify({ error })}\n` };
}

test('a feature is switched on as shown, and undone to the byte', async ({ door }) => {
  const before = snapshot(door.fleet);
  const old = door.read(FILE);
  const shown = await door.run(['enable', 'p510', 'virtualization.podman', '--dry-run']);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/^--- a\/hosts\/p510\/default\.nix\n\+\+\+ b\/hosts\/p510\/default\.nix\n@@ /);
  expect(changes(shown.stdout)).toEqual([
    '+    network.nftables.enable = true;',
    '+    virtualization.podman.enable = true;',
  ]);
  expect(snapshot(door.fleet), 'a dry run writes nothing').toEqual(before);

  const done = shapes.change.parse(await door.json(['enable', 'p510', 'features.virtualization.podman']));
  expect(done.diff).toBe(shown.stdout);
  expect(done).toMatchObject({
    files: [FILE],
    brings: ['features.virtualization.oci-tools'],
    needs: ['features.network.nftables'],
  });
  const now = door.read(FILE);
  expect({ ...snapshot(door.fleet), [join(door.fleet, FILE)]: old }).toEqual(before);
  // The diff is the truth: git makes the new bytes of the old with it.
  execFileSync('git', ['apply', '--reverse', '-'], {
    cwd: door.fleet,
    input: shown.stdout,
    env: { ...door.env, GIT_CEILING_DIRECTORIES: door.dir },
  });
  expect(door.read(FILE)).toBe(old);
  door.write(FILE, now);

  if (programFile('nix-instantiate') === null)
    console.log('nix-instantiate is not installed: not parsed by Nix');
  else
    execFileSync('nix-instantiate', ['--parse', join(door.fleet, FILE)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });

  const again = shapes.change.parse(await door.json(['enable', 'p510', 'virtualization.podman']));
  expect(again).toMatchObject({ diff: '', files: [] });
  expect(shapes.gestures.parse(await door.json(['draft'])).gestures).toHaveLength(1);
  shapes.gestures.parse(await door.json(['undo']));
  expect(snapshot(door.fleet)).toEqual(before);
  shapes.gestures.parse(await door.json(['redo']));
  expect(door.read(FILE)).toBe(now);
  await door.json(['discard']);
  expect(snapshot(door.fleet)).toEqual(before);
  expect(shapes.gestures.parse(await door.json(['draft'])).gestures).toEqual([]);
});

test('values are set, switched off and removed, each in its own lines', async ({ door }) => {
  const before = snapshot(door.fleet);
  const diffs: [string[], string[]][] = [
    [
      ['set', 'p510', 'media.library.path', '"/srv/films"'],
      ['-    media.library.path = "/srv/media";', '+    media.library.path = "/srv/films";'],
    ],
    [
      ['set', 'p510', 'media.library.path', '--string', 'a"${b}\\'],
      ['-    media.library.path = "/srv/films";', '+    media.library.path = "a\\"\\${b}\\\\";'],
    ],
    [
      ['disable', 'p510', 'media.navidrome'],
      ['-    media.navidrome.enable = true;', '+    media.navidrome.enable = false;'],
    ],
    [['unset', 'p510', 'media.library.path'], ['-    media.library.path = "a\\"\\${b}\\\\";']],
    [
      ['set', 'p510', 'features.system.backup.paths', '[ "/var/lib" "/home" ]'],
      ['-      paths = [ "/var/lib" ];', '+      paths = [ "/var/lib" "/home" ];'],
    ],
  ];
  for (const [words, wanted] of diffs) {
    expect(changes(shapes.change.parse(await door.json(words)).diff), words.join(' ')).toEqual(wanted);
  }
  expect(shapes.gestures.parse(await door.json(['draft'])).gestures).toHaveLength(diffs.length);
  await door.json(['discard']);
  expect(snapshot(door.fleet)).toEqual(before);
});

test('what a rule, a type or the fleet refuses changes nothing and says why', async ({ door }) => {
  const before = snapshot(door.fleet);
  const conflict = await door.run(['--json', 'enable', 'p620', 'virtualization.podman']);
  expectRefused(conflict, 3, 'conflict');
  expect(errorOf(conflict).message).toContain('both want to own the Docker socket');
  expect(shapes.failure.parse(JSON.parse(conflict.stdout)).error.detail).toMatchObject({
    file: expect.stringMatching(/^features\/virtualization\/(podman|docker)\.nix$/),
    line: expect.any(Number),
  });
  const inWords = await door.run(['enable', 'p620', 'virtualization.podman']);
  expect(inWords).toMatchObject({ code: 3, stdout: '' });
  expect(inWords.stderr).toContain('both want to own the Docker socket');

  const refusals: [number, string | RegExp, string[]][] = [
    [3, /^unknown-(option|feature)$/, ['enable', 'p510', 'virtualization.podmann']],
    [3, 'wrong-type', ['set', 'p510', 'virtualization.podman.enable', '"yes"']],
    [3, 'wrong-type', ['set', 'p510', 'media.library.path', '3']],
    [3, 'not-literal', ['set', 'p510', 'media.library.path', 'config.x']],
    [2, 'usage', ['enable', 'p510', 'media.library.path']],
    [2, 'unknown-host', ['enable', 'nobody', 'virtualization.podman']],
    [2, /^(usage|bad-host-name)$/, ['enable', '-x', 'virtualization.podman']],
    [2, /^(usage|bad-host-name)$/, ['enable', '--', '-x', 'virtualization.podman']],
    [2, /^(usage|bad-host-name)$/, ['enable', 'a;b', 'virtualization.podman']],
    [2, /^(usage|bad-host-name)$/, ['enable', '$(touch hacked)', 'virtualization.podman']],
    [2, 'bad-host-name', ['deploy', '--yes', '--', '-x']],
    [2, 'bad-host-name', ['deploy', '--yes', 'a;b']],
    [2, 'bad-host-name', ['deploy', '--yes', '$(touch hacked)']],
    [2, 'bad-host-name', ['build', 'p510`touch hacked`']],
    [2, 'unknown-host', ['deploy', '--yes', 'nobody']],
    [2, /^(usage|bad-host-name)$/, ['generations', 'a;b']],
    [2, /^(usage|bad-host-name)$/, ['rollback', '--yes', '--', '-x']],
    [2, 'usage', ['frobnicate']],
    [2, 'usage', ['enable', 'p510']],
    [2, 'usage', ['inventory', '--bogus']],
    [2, 'usage', ['deploy', 'p510']],
  ];
  await atOnce(refusals, ([exit, code, words]) =>
    test.step(words.join(' '), async () => {
      expectRefused(await door.run(['--json', ...words]), exit, code);
    }),
  );
  expect((await door.run(['frobnicate'])).stderr).toContain('frobnicate');
  expect(snapshot(door.fleet)).toEqual(before);
  expect(readdirSync(door.dir), 'no shell has run').not.toContain('hacked');
  expect(shapes.gestures.parse(await door.json(['draft'])).gestures).toEqual([]);
});

test('a commit takes the gestures alone, below a repository’s top, in a folder with blanks', async () => {
  const door = Door.bundled('Ünï cødé repo/my fleet');
  try {
    const repository = join(door.dir, 'Ünï cødé repo');
    const git = (...words: string[]): string =>
      execFileSync('git', ['-C', repository, ...words], { env: door.env, encoding: 'utf8' });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message=first');
    const read = shapes.inventory.parse(await door.json(['inventory']));
    expect(read.hosts.map((host) => host.name)).toEqual(HOSTS);
    expect(read.fleet).toMatchObject({ commit: git('rev-parse', 'HEAD').trim(), dirty: false });
    // The flake is found from below, too.
    const below = await door.json<{ fleet: { dir: string } }>(['inventory'], {
      cwd: join(door.fleet, 'hosts'),
      env: { SNOWFLEET_FLEET: undefined },
    });
    expect(below.fleet.dir).toBe(door.fleet);

    door.write('README.md', 'staged by the user\n');
    git('add', 'my fleet/README.md');
    door.write(FILE, door.read(FILE).replace('# p510:', '# P510:'));
    await door.json(['enable', 'p510', 'virtualization.podman']);
    const committed = await door.json<{ gestures: unknown[] }>(['commit', '-m', 'podman on p510']);
    shapes.gestures.parse(committed);
    expect(committed.gestures).toHaveLength(1);
    expect(git('log', '-1', '--format=%s').trim()).toBe('podman on p510');
    expect(changes(git('show', '--format='))).toEqual([
      '+    network.nftables.enable = true;',
      '+    virtualization.podman.enable = true;',
    ]);
    expect(git('diff', '--cached', '--name-only').trim()).toBe('my fleet/README.md');
    expect(changes(git('diff'))).toEqual([
      expect.stringContaining('-# p510:'),
      expect.stringContaining('+# P510:'),
    ]);
    expect(shapes.gestures.parse(await door.json(['draft'])).gestures).toEqual([]);
  } finally {
    await door.end();
  }
});

test('every file of the fleet goes through the syntax tree unharmed', async ({ door }) => {
  const files = Object.keys(snapshot(door.fleet)).filter((file) => file.endsWith('.nix'));
  const answer = await door.run(['--json', 'syntax', '--files-from', '-'], {
    input: `${files.join('\n')}\n`,
  });
  expect(answer.code).toBe(0);
  const lines = answer.stdout
    .trimEnd()
    .split('\n')
    .map((line) => shapes.syntax.parse(JSON.parse(line)));
  expect(lines.map((line) => line.file)).toEqual(files);
  expect(lines.filter((line) => !line.ok || !line.roundTrip)).toEqual([]);
  door.write('broken.nix', '{ a = ; }');
  const broken = await door.run(['--json', 'syntax', join(door.fleet, 'broken.nix')]);
  expect(shapes.syntax.parse(JSON.parse(broken.stdout))).toMatchObject({
    ok: false,
    roundTrip: true,
    errors: [{ line: 1 }],
  });
});
