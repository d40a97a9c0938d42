import { hostname, userInfo } from 'node:os';

/** Who deploys, as hosts and runs tell it: user@machine. */
export function whoWeAre(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user database, as in some containers.
    return `uid${process.getuid?.() ?? ''}`;
  }
}
