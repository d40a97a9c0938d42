import { AppError } from '../../shared/contract';

/** Where a host listens, and as whom to come. */
export interface Address {
  readonly address: string;
  readonly user?: string;
  readonly port?: number;
}

const HOST = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const IPV6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?$/;
const USER = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

function bad(text: string, what: string): AppError {
  return new AppError('usage', `"${text}" is no address: ${what}.`, {
    hint: 'Write [user@]address[:port], an IPv6 address with a port in brackets: root@[2001:db8::1]:22.',
    detail: { address: text },
  });
}

/** Reads `[user@]address[:port]`. Throws `usage` for anything ssh could take for an option or a shell for more. */
export function parseAddress(text: string): Address {
  const at = text.lastIndexOf('@');
  const user = at < 0 ? undefined : text.slice(0, at);
  if (user !== undefined && !USER.test(user)) throw bad(text, 'the user has a wrong form');
  const { host, port } = splitPort(text.slice(at + 1));
  return checkAddress(text, { address: host, user, port });
}

/** The same for parts that are already apart, as facts of a fleet have them. */
export function checkAddress(text: string, parts: Address): Address {
  const { address, user, port } = parts;
  if (!HOST.test(address) && !IPV6.test(address)) throw bad(text, 'the host has a wrong form');
  if (user !== undefined && !USER.test(user)) throw bad(text, 'the user has a wrong form');
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw bad(text, 'a port is a number from 1 to 65535');
  }
  return {
    address,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
  };
}

function splitPort(text: string): { host: string; port?: number } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: numberOf(bracketed[2]) };
  const named = /^([^:]*):([^:]*)$/.exec(text);
  if (named !== null) return { host: named[1] ?? '', port: Number(named[2] || Number.NaN) };
  return { host: text };
}

const numberOf = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);
