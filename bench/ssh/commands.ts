import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createSsh, type Ssh } from '../../src/main/ssh';
import { resolveHome } from '../../src/main/state';
import type { Pair } from '../harness';
import { FILE_BYTES, finish, type World } from './world';

/** Commands and their streams, beside OpenSSH over a connection that it shares as we do. */
export interface Commands {
  readonly pairs: readonly Pair[];
  close(): Promise<void>;
}

/** What OpenSSH calls itself, such as `OpenSSH 9.2p1`. */
export function openSshVersion(): string {
  const said = execFileSync('sh', ['-c', 'ssh -V 2>&1'], { encoding: 'utf8' });
  return said.split(/[ ,]/)[0]?.replace('_', ' ') ?? 'OpenSSH';
}

/** Both sides over a connection that is open already. */
export async function createCommands(world: World): Promise<Commands> {
  const peer = `${openSshVersion()}, shared`;
  const client = newClient(world);
  const [name = ''] = world.names;
  const reach = world.reach(name);
  const ssh = ['ssh', ...world.sharing(join(world.dir, 'master'), 'stays')];
  await client.exec(reach, ['true']);
  await finish([...ssh, name, 'true']);

  const download = async (): Promise<void> => {
    let length = 0;
    const { code } = await client.exec(reach, ['cat', world.file], {
      maxOutputBytes: 1024,
      onStdout: (chunk) => (length += chunk.length),
    });
    if (code !== 0 || length !== FILE_BYTES) throw new Error(`${length} letters came, exit code ${code}`);
  };
  const upload = async (): Promise<void> => {
    const { code } = await client.exec(reach, ['sh', '-c', 'cat > /dev/null'], { input: world.text });
    if (code !== 0) throw new Error(`exit code ${code}`);
  };
  const uploadFile = async (): Promise<void> => {
    const file = openSync(world.file, 'r');
    try {
      await finish([...ssh, name, 'cat > /dev/null'], file);
    } finally {
      closeSync(file);
    }
  };
  // What counts letters on the far side is too slow to be timed, so the whole way up is proved once.
  const { stdout } = await client.exec(reach, ['wc', '-c'], { input: world.text });
  if (Number(stdout) !== FILE_BYTES) throw new Error(`the host had ${stdout.trim()} bytes`);

  const megabytes = { amount: FILE_BYTES / 1e6, unit: 'MB' };
  return {
    pairs: [
      {
        name: '200 MB down',
        peer,
        ours: download,
        theirs: () => finish([...ssh, name, 'cat', world.file]),
        rounds: 5,
        work: megabytes,
        aim: 1 / 0.9,
        note: 'ours reads it as text and hands it on piece by piece, the peer writes to /dev/null.',
      },
      {
        name: '200 MB up',
        peer,
        ours: upload,
        theirs: uploadFile,
        rounds: 5,
        work: megabytes,
        aim: 1 / 0.9,
      },
      {
        name: 'exec true',
        peer,
        ours: async () => {
          await client.exec(reach, ['true']);
        },
        theirs: () => finish([...ssh, name, 'true']),
        rounds: 51,
        aim: 1.1,
        note: 'the peer starts a process each time, as an app calling it would have it do.',
      },
    ],
    async close() {
      await client.close();
      await finish([...ssh, '-O', 'exit', name]);
    },
  };
}

/** Every host at once: with no connection open, and with all of them open. */
export async function createManyHosts(world: World): Promise<Commands> {
  const { names } = world;
  const peer = `xargs -P ${names.length} ${openSshVersion()}`;
  const xargs = (ssh: readonly string[], words: readonly string[]): Promise<void> =>
    finish([
      'xargs',
      '-a',
      world.nameList,
      '-P',
      String(names.length),
      '-I{}',
      'ssh',
      ...ssh,
      '{}',
      ...words,
    ]);
  const all = async (client: Ssh): Promise<void> => {
    const results = await Promise.all(names.map((name) => client.exec(world.reach(name), ['true'])));
    if (results.some(({ code }) => code !== 0)) throw new Error('true is not true everywhere');
  };
  const control = join(world.dir, 'to-%n');
  const warm = newClient(world);
  const staying = world.sharing(control, 'stays');
  await all(warm);
  await xargs(staying, ['true']);
  return {
    pairs: [
      {
        name: `${names.length} hosts, exec true, cold`,
        peer,
        ours: async () => {
          const client = newClient(world);
          await all(client);
          await client.close();
        },
        theirs: () => xargs(world.sharing(`${control}-cold`, 'ends'), ['true']),
        rounds: 5,
        aim: 1,
        note: 'both log in to every host and leave again; sshd is one and has the same two cores.',
      },
      {
        name: `${names.length} hosts, exec true, connected`,
        peer,
        ours: () => all(warm),
        theirs: () => xargs(staying, ['true']),
        rounds: 9,
        aim: 1,
      },
    ],
    async close() {
      await warm.close();
      await xargs([...staying, '-O', 'exit'], []);
    },
  };
}

function newClient(world: World): Ssh {
  return createSsh({
    home: resolveHome({ SNOWFLEET_HOME: join(world.dir, 'home') }),
    env: { ...process.env, SSH_AUTH_SOCK: '' },
    // Longer than a whole run: a round must never find its connection gone.
    idleMs: 3_600_000,
  });
}
