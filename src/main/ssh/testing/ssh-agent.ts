import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real ssh-agent on this socket that holds these keys. */
export interface TestAgent {
  readonly socket: string;
  stop(): void;
}

export async function startTestAgent(socket: string, keys: readonly string[]): Promise<TestAgent> {
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      execFileSync('ssh-add', ['-q', ...keys], { env, stdio: 'ignore' });
      return { socket, stop: () => void child.kill() };
    } catch {
      // It does not listen yet.
      await sleep(25);
    }
  }
  child.kill();
  throw new Error('ssh-agent did not start');
}
