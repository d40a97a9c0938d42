import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the helper is installed in the room. */
export const ROOM_LIBEXEC = '/opt/snowfleet/libexec';

const NEEDED = ['/usr/bin/pkexec', '/usr/bin/pkaction', '/usr/lib/polkit-1/polkitd', '/usr/bin/dbus-daemon'];

/** For tests: what is missing to make a room; null where nothing is. */
export function roomMissing(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  const missing = NEEDED.find((file) => !existsSync(file));
  return missing === undefined ? null : `${missing} is not installed`;
}

/**
 * For tests: the words before a command that is run as the user `nobody` where polkit lets that user write drives. The
 * command must be one that anybody may run; `dir` is made for the room.
 */
export function roomWords(dir: string, bundle: string): string[] {
  const script = fileURLToPath(new URL('./polkit-room.sh', import.meta.url));
  const policy = fileURLToPath(
    new URL('../../../../resources/polkit/org.snowfleet.write-drive.policy', import.meta.url),
  );
  mkdirSync(dir, { recursive: true });
  const alone = '--mount --pid --fork --kill-child --mount-proc --propagation private'.split(' ');
  const room = ['sh', script, dir, bundle, policy, process.execPath, ROOM_LIBEXEC];
  return ['unshare', ...alone, ...room];
}
