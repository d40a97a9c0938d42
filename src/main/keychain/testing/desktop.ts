import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@homebridge/dbus-native';
import { openBus, socketOf } from '../secret-service/bus';
import { collectionState } from '../secret-service/collection';

const PROGRAMS = ['dbus-run-session', 'gnome-keyring-daemon'];

/** For tests: what of this machine is missing for a keyring of the test's own; null when nothing is. */
export function missingForKeyring(): string | null {
  const absent = PROGRAMS.filter((name) => spawnSync(name, ['--version']).error !== undefined);
  return absent.length === 0 ? null : `${absent.join(' and ')} not installed`;
}

/** A desktop session's bus with nobody on it, in folders of its own. */
export interface Desktop {
  /** All its folders. */
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** The real gnome-keyring on that bus: unlocked by this password (which makes a keyring), or locked without. */
  startKeyring(password?: string): Promise<void>;
  /** Ends it at once. */
  killKeyring(): Promise<void>;
  /** SIGSTOP leaves it there and silent. */
  signalKeyring(signal: 'SIGSTOP' | 'SIGCONT'): void;
  lockKeyring(): Promise<void>;
  /** Takes the place of whatever shows prompts and never shows one. Returns how many were begun. */
  silencePrompts(): Promise<() => number>;
  stop(): Promise<void>;
}

export async function startDesktop(): Promise<Desktop> {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-desktop-'));
  const folder = async (name: string): Promise<string> => {
    await mkdir(join(dir, name), { mode: 0o700 });
    return join(dir, name);
  };
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: await folder('home'),
    XDG_RUNTIME_DIR: await folder('run'),
    XDG_DATA_HOME: await folder('data'),
    XDG_CONFIG_HOME: await folder('config'),
    XDG_CACHE_HOME: await folder('cache'),
  };
  const config = join(dir, 'bus.conf');
  await writeFile(config, busConfig(dir));
  const session = spawn(
    'dbus-run-session',
    ['--config-file', config, '--', 'sh', '-c', 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'],
    { env, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const address = await firstLine(session);
  env['DBUS_SESSION_BUS_ADDRESS'] = address;
  const open: { close(): void }[] = [];
  const bus = await openBus(address);
  open.push(bus);
  let keyring: ChildProcess | null = null;

  const killKeyring = async (): Promise<void> => {
    const ending = keyring;
    keyring = null;
    if (!ending) return;
    ending.kill('SIGKILL');
    await ended(ending);
  };

  return {
    dir,
    env,
    async startKeyring(password) {
      const how = password === undefined ? '--start' : '--unlock';
      keyring = spawn('gnome-keyring-daemon', [how, '--foreground', '--components=secrets'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      keyring.stdin?.end(password ?? '');
      const wanted = password === undefined ? ['locked', 'missing'] : ['unlocked'];
      await until(async () => wanted.includes((await collectionState(bus)).state), 'the keyring');
    },
    killKeyring,
    signalKeyring: (signal) => void keyring?.kill(signal),
    async lockKeyring() {
      await bus.call({
        destination: 'org.freedesktop.secrets',
        path: '/org/freedesktop/secrets',
        interface: 'org.freedesktop.Secret.Service',
        member: 'Lock',
        signature: 'ao',
        body: [['/org/freedesktop/secrets/collection/login']],
      });
      await until(async () => (await collectionState(bus)).state === 'locked', 'the lock');
    },
    async silencePrompts() {
      const silent = await ownPrompter(address);
      open.push(silent);
      return silent.begun;
    },
    async stop() {
      await killKeyring();
      for (const one of open) one.close();
      session.stdin?.end();
      await ended(session);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/**
 * A prompter of the test's own. gnome-keyring asks `org.gnome.keyring.SystemPrompter` to begin and then waits until it
 * says that it is ready (gcr, `gcr/gcr-dbus-constants.h`), which this one never does.
 */
async function ownPrompter(address: string): Promise<{ begun: () => number; close(): void }> {
  const path = socketOf(address);
  if (path === null) throw new Error(`no socket in ${address}`);
  const stream = connect(path);
  const raw = createClient({ stream });
  let begun = 0;
  raw.exportInterface(
    {
      BeginPrompting() {
        begun += 1;
      },
      PerformPrompt: () => undefined,
      StopPrompting: () => undefined,
    },
    '/org/gnome/keyring/Prompter',
    {
      name: 'org.gnome.keyring.internal.Prompter',
      methods: {
        BeginPrompting: ['o', ''],
        PerformPrompt: ['osa{sv}s', ''],
        StopPrompting: ['o', ''],
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    raw.requestName('org.gnome.keyring.SystemPrompter', 0, (error, result) =>
      error || result !== 1 ? reject(new Error('the name of the prompter is taken')) : resolve(),
    );
  });
  return { begun: () => begun, close: () => stream.destroy() };
}

/** A bus that starts no service by itself, so that who is on it is up to the test. */
const busConfig = (
  dir: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${dir}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`dbus-run-session ended with ${code}`)));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) if (await holds()) return;
  throw new Error(`${what} did not come in time`);
}
