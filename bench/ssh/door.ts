import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { writeFleet } from '../../src/main/deploy/testing/fleet';
import type { World } from './world';

const observation = z.object({ p99: z.number(), longest: z.number(), resident: z.number() });

/** How the server process is: event-loop delay in ms since `begin`, resident memory in MB. */
export type Observation = z.infer<typeof observation>;

/** The browser door in a process of its own, as a user starts it. */
export interface Door {
  readonly url: string;
  /** Starts counting the delays anew. */
  begin(): Promise<void>;
  observe(): Promise<Observation>;
  stop(): Promise<void>;
}

/** Serves a fleet whose hosts are the first few names of the world. */
export async function openDoor(world: World, hosts: readonly string[]): Promise<Door> {
  const home = join(world.dir, 'door');
  const fleet = join(home, 'fleet');
  mkdirSync(home, { recursive: true });
  const spec = { revision: '1', behaviour: 'good', packages: [] } as const;
  writeFleet(fleet, Object.fromEntries(hosts.map((host) => [host, spec])), world.dir);
  const env: NodeJS.ProcessEnv = { ...process.env, SNOWFLEET_HOME: home, SSH_AUTH_SOCK: '' };
  for (const name of ['SNOWFLEET_FLEET', 'DISPLAY', 'WAYLAND_DISPLAY']) delete env[name];
  const child = fork(
    resolve('bin/snowfleet'),
    ['--fleet', fleet, '--ssh-config', world.configFile, '--json', 'serve', '--no-open'],
    {
      env,
      execArgv: ['--import', pathToFileURL(resolve('bench/ssh/observe.mjs')).href],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const ask = async (message: 'begin' | 'look'): Promise<Observation> => {
    const answer = once(child, 'message');
    child.send(message);
    return observation.parse((await answer)[0]);
  };
  return {
    url: await ready(child),
    async begin() {
      await ask('begin');
    },
    observe: () => ask('look'),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    if (!child.stdout) return reject(new Error('serve has no output'));
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolveUrl(z.object({ url: z.string() }).parse(JSON.parse(line)).url);
    });
  });
}
