import { parseCertificate } from '../host-keys/certificate';
import { isSignedBy } from '../keys/signature';
import { WireReader } from '../wire';
import { SESSION_BIND } from './protocol';

/** What a client of the agent says its connection is for (OpenSSH's PROTOCOL.agent, 1). */
export interface SessionBind {
  /** As the host showed it: a plain key or a certificate. */
  readonly hostKey: Buffer;
  readonly sessionId: Buffer;
  /** Whether the agent is handed on to that host rather than used to log in to it. */
  readonly isForwarding: boolean;
}

const MAX_BINDS = 16;
const USERAUTH_REQUEST = 50;

/** The sessions one connection to the agent is bound to, in order. */
export interface Binds {
  /** Takes a message that was verified; false when it must be refused. */
  add(bind: SessionBind): boolean;
  /** Whether data that is to be signed belongs to the session the connection is bound to. */
  permits(data: Buffer): boolean;
  readonly last: SessionBind | null;
}

/** Reads the body of the extension behind its name. Null where it is damaged, or the host key did not sign the session. */
export function readSessionBind(body: Buffer): SessionBind | null {
  try {
    const reader = new WireReader(body);
    const hostKey = reader.string();
    const sessionId = reader.string();
    const signature = reader.string();
    const isForwarding = reader.boolean();
    if (reader.left > 0) return null;
    // A host that has a certificate signs with the key that is certified.
    const plain = parseCertificate(hostKey)?.key ?? hostKey;
    if (!isSignedBy(plain, sessionId, signature)) return null;
    return { hostKey: plain, sessionId, isForwarding };
  } catch {
    return null;
  }
}

export function createBinds(): Binds {
  const binds: SessionBind[] = [];
  return {
    add(bind) {
      const same = binds.find((one) => one.sessionId.equals(bind.sessionId));
      if (same) return same.hostKey.equals(bind.hostKey);
      // A connection that logs in somewhere is not handed on from there.
      if (binds.some((one) => !one.isForwarding) || binds.length >= MAX_BINDS) return false;
      binds.push(bind);
      return true;
    },
    permits(data) {
      const last = binds.at(-1);
      if (last === undefined) return true;
      const session = sessionOfLogin(data);
      return session === null || session.equals(last.sessionId);
    },
    get last() {
      return binds.at(-1) ?? null;
    },
  };
}

/** The session a login is signed for (RFC 4252, 7); null for what is no login, such as a signed commit. */
function sessionOfLogin(data: Buffer): Buffer | null {
  try {
    const reader = new WireReader(data);
    const session = reader.string();
    if (reader.byte() !== USERAUTH_REQUEST) return null;
    reader.string();
    return reader.string().toString('latin1') === 'ssh-connection' ? session : null;
  } catch {
    return null;
  }
}

/** Name and body of an extension request; null for what is none. */
export function readExtension(reader: WireReader): { name: string; body: Buffer } | null {
  try {
    const name = reader.string().toString('latin1');
    return { name, body: reader.take(reader.left) };
  } catch {
    return null;
  }
}

export const isSessionBind = (name: string): boolean => name === SESSION_BIND;
