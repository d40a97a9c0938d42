import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, Door } from '../../../../../e2e/terminal-door/support/door';
import { filesWith, formsOf, watchProcesses } from '../../../../../e2e/support/watch-secrets';
import type { Stand } from './bench';
import { baseline, restore, revise } from './run-cell';
import { LIMITS } from './strike';

/** Where marked secrets were seen; empty where everything is as it should be. */
export interface Watched {
  readonly answer: Answer;
  /** In arguments or environments of processes, here and on the host. */
  readonly inProcesses: readonly string[];
  /** Files here and on the host, beside those that only its root may read. */
  readonly inFiles: readonly string[];
  /** What the command said, where it said one. */
  readonly said: readonly string[];
}

/**
 * A deploy by the command, with a vault that has the password of sudo, the passphrase of the key of ssh and a key to
 * sign with, while every process is looked at for these and for the token of the activation; files are searched when it
 * is over.
 */
export async function watchedDeploy(stand: Stand): Promise<Watched> {
  const { lane } = stand;
  const door = new Door();
  const mark = (kind: string): string => `Mark-${kind}-${randomBytes(9).toString('hex')}`;
  const marks = {
    sudo: mark('sudo'),
    passphrase: mark('passphrase'),
    vault: mark('vault'),
    signing: `cache-1:${randomBytes(64).toString('base64')}`,
  };
  try {
    await baseline(stand);
    revise(stand);
    await lane.setPassword(marks.sudo);
    lane.demandPassword(true);
    const { config, key } = encryptedKey(stand.sshConfig, door.dir, marks.passphrase);
    const opened = join(door.dir, 'vault-passphrase');
    writeFileSync(opened, `${marks.vault}\n`, { mode: 0o600 });
    const call = {
      env: { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '', SNOWFLEET_FLEET: stand.fleet },
      wrapper: ['sh', '-c', 'exec 3<"$0"; exec "$@"', opened],
    };
    const words = ['--passphrase-fd', '3', 'credentials'];
    await door.json([...words, 'vault', 'create'], call);
    await door.json([...words, 'set', 'sudo-password', lane.name], { ...call, input: marks.sudo });
    await door.json([...words, 'set', 'key-passphrase', key], { ...call, input: marks.passphrase });
    await door.json([...words, 'set', 'cache-signing-key', 'cache-1'], { ...call, input: marks.signing });

    // Both searches have to find something, or they would find nothing ever.
    const planted = mark('planted');
    const carrier = spawn('sleep', ['60'], { env: { PLANTED: planted }, stdio: 'ignore' });
    const watch = watchProcesses([...Object.values(marks), planted]);
    lane.hold('ack-middle');
    const limits = ['--activation-limit', `${LIMITS.activation}`, '--confirm-limit', `${LIMITS.confirm}`];
    const running = door.start(
      ['--passphrase-fd', '3', '--ssh-config', config, '--json', 'deploy', lane.name, '--yes', ...limits],
      call,
    );
    await Promise.race([lane.reached('ack-middle'), running.answer]);
    const token = await lane.inside('sh', '-c', 'cat /run/snowfleet/*/token | tail -n 1');
    const later = watchProcesses([token]);
    lane.release('ack-middle');
    const answer = await running.answer;
    const [first, second] = [watch.stop(), later.stop()];
    carrier.kill();
    const forms = [...Object.values(marks), token].flatMap(formsOf);
    const folders = ['etc', 'home', 'run', 'tmp', 'var'].map((name) => join(lane.root, name));
    const files = filesWith(forms, [door.dir, ...folders]);
    const isForRoot = (file: string): boolean => /\/run\/snowfleet\/[^/]+\/(token|ack)$/.test(file);
    if (!files.includes(opened) || !files.some(isForRoot)) throw new Error('the search finds no files');
    const processes = [...first.seen, ...second.seen];
    if (!processes.some((one) => one.includes(planted))) throw new Error('the watch sees no process');
    return {
      answer,
      inProcesses: processes.filter((one) => !one.includes(planted)),
      inFiles: files.filter((file) => file !== opened && !isForRoot(file)),
      said: forms.filter((form) => answer.stdout.includes(form) || answer.stderr.includes(form)),
    };
  } finally {
    await door.end();
    await restore(stand);
  }
}

/** The configuration of ssh with its key, encrypted, in `dir`. Every process of ssh-keygen has ended by then. */
function encryptedKey(sshConfig: string, dir: string, passphrase: string): { config: string; key: string } {
  const text = readFileSync(sshConfig, 'utf8');
  const [, plain = ''] = /IdentityFile "(.*)"/.exec(text) ?? [];
  const key = join(dir, 'id_encrypted');
  const config = join(dir, 'ssh_config');
  copyFileSync(plain, key);
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', passphrase, '-f', key]);
  writeFileSync(config, text.replaceAll(plain, key));
  return { config, key };
}
