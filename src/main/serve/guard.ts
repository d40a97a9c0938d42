import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request may have come from our own page: its Host is a loopback name (a rebound DNS name is not),
 * and its Origin, where it has one, is that very host. The port is not compared with ours, so that the page
 * works through an SSH tunnel that listens on another one.
 */
export function isFromOurselves(request: IncomingMessage, needsOrigin: boolean): boolean {
  const { host, origin } = request.headers;
  if (host === undefined) return false;
  const parts = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host);
  if (parts === null || !LOOPBACK.has((parts[1] ?? '').toLowerCase())) return false;
  if (origin === undefined) return !needsOrigin;
  return origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

/** Turns the one-time token of the address into the session cookie, and knows the cookie again. */
export interface Sessions {
  /** The token for the address; good for one use. */
  readonly token: string;
  /** The value of Set-Cookie for a token that is right and unused, else null. */
  redeem(token: string): string | null;
  admits(request: IncomingMessage): boolean;
}

/** Cookies do not know ports, so the name does: two servers on one machine keep apart. */
export function createSessions(port: number): Sessions {
  const name = `snowfleet-${port}`;
  const token = randomBytes(32).toString('hex');
  const session = randomBytes(32).toString('hex');
  let used = false;
  return {
    token,
    redeem(given) {
      if (used || !equal(given, token)) return null;
      used = true;
      return `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    admits(request) {
      const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
      return cookies.some(
        (cookie) => cookie.startsWith(`${name}=`) && equal(cookie.slice(name.length + 1), session),
      );
    },
  };
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
