import { spawn } from 'node:child_process';

/**
 * Keeps the machine from falling asleep until the returned function is called or this process ends. Where there is no
 * logind it does nothing: the write then goes on after the sleep, as far as the drive lets it.
 */
export function keepAwake(why: string): () => void {
  const child = spawn(
    'systemd-inhibit',
    ['--what=sleep:idle', '--mode=block', '--who=Snowfleet', `--why=${why}`, 'cat'],
    { stdio: ['pipe', 'ignore', 'ignore'], shell: false },
  );
  // `cat` ends with its input, which the end of this process closes too.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return () => void child.stdin.end();
}
