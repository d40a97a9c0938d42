import { readFileSync } from 'node:fs';

/** Node has it, its types do not. */
const { initgroups } = process as unknown as {
  readonly initgroups: (name: string, extraGroup: number) => void;
};

/** Name and group of a user by number, from the machine's list; what is not listed has neither. */
function entryOf(user: number): { name: string; group: number } | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && Number(uid) === user && gid !== undefined) return { name, group: Number(gid) };
  }
  return null;
}

/**
 * Runs `work` with the rights of a user for whatever it opens, so that root's rights open nothing that the user could not.
 * Must be synchronous: all threads of the process change with it.
 */
export function asUser<T>(user: number | null, work: () => T): T {
  if (user === null) return work();
  const groups = process.getgroups!();
  const { name, group } = entryOf(user) ?? { name: null, group: user };
  if (name === null) process.setgroups!([group]);
  else initgroups(name, group);
  process.setegid!(group);
  process.seteuid!(user);
  try {
    return work();
  } finally {
    process.seteuid!(0);
    process.setegid!(0);
    process.setgroups!(groups);
  }
}

/** Becomes the user for good: everything after this, unpacking above all, has no more rights than they have. */
export function becomeUser(user: number | null): void {
  if (user === null) return;
  const { name, group } = entryOf(user) ?? { name: null, group: user };
  if (name === null) process.setgroups!([group]);
  else initgroups(name, group);
  process.setgid!(group);
  process.setuid!(user);
  if (process.geteuid!() !== user || process.getuid!() !== user)
    throw new Error('The rights of root could not be given up.');
}
