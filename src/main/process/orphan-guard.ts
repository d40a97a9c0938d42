import { spawn, type ChildProcess } from 'node:child_process';

/**
 * A constant script: reads `+ PGID` and `- PGID` lines; when its standard input ends, which also happens when
 * this process is killed without a chance to clean up, it ends the groups that are still on its list.
 */
const SCRIPT = `
groups=' '
while read -r verb id; do
  case "$verb" in
    +) groups="$groups$id " ;;
    -) case "$groups" in *" $id "*) groups="\${groups%% $id *} \${groups#* $id }" ;; esac ;;
  esac
done
[ "$groups" = ' ' ] && exit 0
for id in $groups; do kill -s TERM -- "-$id" 2>/dev/null; done
sleep 2
for id in $groups; do kill -s KILL -- "-$id" 2>/dev/null; done
`;

let guard: ChildProcess | null = null;
const guarded = new Set<number>();

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  });
  const drop = (): void => {
    if (guard === child) guard = null;
  };
  child.on('error', drop);
  child.on('exit', drop);
  child.stdin?.on('error', drop);
  child.unref();
  // Node types the pipe as Writable; in fact it is a socket, which would keep this process alive.
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  for (const id of guarded) child.stdin?.write(`+ ${id}\n`);
  return child;
}

/** From now on process group `id` is ended when this process dies, however it dies. */
export function guardGroup(id: number): void {
  guard ??= start();
  guarded.add(id);
  guard.stdin?.write(`+ ${id}\n`);
}

/** Takes the group off the list; it has ended. */
export function releaseGroup(id: number): void {
  if (!guarded.delete(id)) return;
  guard?.stdin?.write(`- ${id}\n`);
}
