import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const observation = z.object({ p99: z.number(), longest: z.number(), resident: z.number() });

/** How the server process is: event-loop delay in ms since `begin`, resident memory in MB. */
export type Observation = z.infer<typeof observation>;

/** The browser door in a process of its own, as a user starts it. */
export interface Door {
  /** Good for one login. */
  readonly url: string;
  readonly pid: number;
  /** Starts counting the delays anew. */
  begin(): Promise<void>;
  observe(): Promise<Observation>;
  stop(): Promise<void>;
}

/** Serves with these words before `serve`, everything that is remembered in `home`. */
export async function openDoorWith(words: readonly string[], home: string): Promise<Door> {
  const env: NodeJS.ProcessEnv = { ...process.env, SNOWFLEET_HOME: home, SSH_AUTH_SOCK: '' };
  for (const name of ['SNOWFLEET_FLEET', 'DISPLAY', 'WAYLAND_DISPLAY']) delete env[name];
  const child = fork(resolve('bin/snowfleet'), [...words, '--json', 'serve', '--no-open'], {
    env,
    execArgv: ['--import', pathToFileURL(resolve('bench/observe.mjs')).href],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ask = async (message: 'begin' | 'look'): Promise<Observation> => {
    const answer = once(child, 'message');
    child.send(message);
    return observation.parse((await answer)[0]);
  };
  return {
    ...(await ready(child)),
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

function ready(child: ChildProcess): Promise<{ url: string; pid: number }> {
  return new Promise((resolveReady, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    if (!child.stdout) return reject(new Error('serve has no output'));
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolveReady(z.object({ url: z.string(), pid: z.number() }).parse(JSON.parse(line)));
    });
  });
}
