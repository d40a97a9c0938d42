import { isIP } from 'node:net';
import { runProcess } from '../process';

/** Addresses of a name as this machine's resolver has them; empty when it has none, null when it does not say. */
export type Resolve = (name: string, signal?: AbortSignal) => Promise<readonly string[] | null>;

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/;
const TIMEOUT_MS = 2_500;
/** Exit code of getent for "there is no such name" (getent(1)). */
const NOT_FOUND = 2;

/**
 * Asks getent(1), which goes the way every program goes: files, DNS, MagicDNS, mDNS. A child and not Node's own
 * lookup, because a name server that is silent would hold one of the few threads that also read files.
 */
export const resolveByGetent: Resolve = async (name, signal) => {
  if (isIP(name) !== 0) return [canonicalAddress(name)];
  if (!NAME.test(name)) return null;
  try {
    const { code, stdout } = await runProcess(['getent', 'ahosts', name], {
      timeoutMs: TIMEOUT_MS,
      killGraceMs: 200,
      maxOutputBytes: 64 * 1024,
      ...(signal ? { signal } : {}),
    });
    if (code !== 0) return code === NOT_FOUND ? [] : null;
    const addresses = stdout.split('\n').flatMap((line) => {
      const [address = ''] = line.split(/[\s%]/);
      return isIP(address) === 0 ? [] : [canonicalAddress(address)];
    });
    return [...new Set(addresses)];
  } catch {
    // No getent (no glibc), a silent name server, or nobody wants to know any more.
    return null;
  }
};

/** One way to write an address, so that two can be compared. */
export function canonicalAddress(address: string): string {
  const [plain = ''] = address.split('%');
  if (isIP(plain) !== 6) return plain;
  return new URL(`http://[${plain}]`).hostname.slice(1, -1);
}
