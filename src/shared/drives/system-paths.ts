/**
 * Where a running system has what it needs, installed or started from a live medium. A mount there, or below, belongs to
 * the system.
 */
const SYSTEM_FOLDERS = [
  '/bin',
  '/boot',
  '/cdrom',
  '/efi',
  '/esp',
  '/etc',
  '/gnu',
  '/iso',
  '/lib',
  '/lib64',
  '/nix',
  '/opt',
  '/ostree',
  '/persist',
  '/persistent',
  '/root',
  '/run/archiso',
  '/run/initramfs',
  '/run/live',
  '/run/miso',
  '/sbin',
  '/sysroot',
  '/usr',
  '/var',
];

/** Where people, and desktops for them, mount what comes and goes. */
const PASSING_FOLDERS = ['/media', '/mnt', '/run/media', '/run/mount', '/run/user', '/tmp', '/var/run/media'];

/** Whether `path` is `folder` or lies below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}

/** Whether what is mounted there may be unmounted without asking further: somebody plugged it in to look at it. */
export function isPassing(target: string): boolean {
  return PASSING_FOLDERS.some((folder) => isBelow(target, folder));
}

/** Whether the running system would miss what is mounted there. */
export function isOfSystem(target: string): boolean {
  if (isPassing(target)) return false;
  // A home folder of all or of one person; what lies deeper was mounted by somebody.
  if (/^\/home(\/[^/]+)?$/.test(target)) return true;
  return target === '/' || SYSTEM_FOLDERS.some((folder) => isBelow(target, folder));
}
