import { BlockList, isIP } from 'node:net';
import type { NameCheck } from '../../shared/contract';
import { canonicalAddress, type Resolve } from './resolve';

/** What the fleet says of a host, and what the host and Tailscale said of themselves. */
export interface DeclaredName {
  readonly host: string;
  /** `networking.hostName`, else the attribute's name. */
  readonly name: string;
  /** Address or name; null where the fleet says none. */
  readonly address: string | null;
  /** Addresses the host told that it has. */
  readonly own: readonly string[];
  /** First label of its name on the tailnet, where it is on one. */
  readonly tailnetName: string | null;
}

export interface NameOptions {
  readonly resolve: Resolve;
  /** Name of this machine, whose own name leads to itself. */
  readonly thisMachine: string;
}

const AT_ONCE = 8;

/** Tailscale's addresses: the shared space of RFC 6598, and its own part of fc00::/7. */
const TAILNET = new BlockList();
TAILNET.addSubnet('100.64.0.0', 10);
TAILNET.addSubnet('fd7a:115c:a1e0::', 48, 'ipv6');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

const isIn = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Holds the names of `hosts` against the resolver: does each lead where the fleet says, and does another host have the
 * same. `fleet` holds all hosts, also those not asked for. Never throws; what the resolver does not say is unknown.
 */
export async function checkNames(
  hosts: readonly string[],
  fleet: readonly DeclaredName[],
  options: NameOptions,
  signal?: AbortSignal,
): Promise<Map<string, NameCheck>> {
  const checks = new Map<string, NameCheck>();
  const waiting = fleet.filter(({ host }) => hosts.includes(host));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      checks.set(next.host, await checkName(next, fleet, options, signal));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, worker));
  for (const [host, check] of checks) {
    const same = [...checks].flatMap(([other, { name, resolves }]) =>
      other !== host && name !== check.name && leadsToSame(resolves, check.resolves) ? [other] : [],
    );
    if (same.length === 0) continue;
    const conflicts = [
      ...check.conflicts,
      `${check.name} leads to the same address as ${same.join(', ')} (${check.resolves.join(', ')}).`,
    ];
    checks.set(host, { ...check, conflicts });
  }
  return checks;
}

function leadsToSame(left: readonly string[], right: readonly string[]): boolean {
  return left.some((address) => !isIn(LOOPBACK, address) && right.includes(address));
}

async function checkName(
  told: DeclaredName,
  fleet: readonly DeclaredName[],
  { resolve, thisMachine }: NameOptions,
  signal?: AbortSignal,
): Promise<NameCheck> {
  const { name, address } = told;
  const [resolves, wanted] = await Promise.all([
    resolve(name, signal),
    address === null ? null : isIP(address) === 0 ? resolve(address, signal) : [canonicalAddress(address)],
  ]);
  const found = resolves ?? [];
  const isHere = name === thisMachine && found.length > 0 && found.every((one) => isIn(LOOPBACK, one));
  const own = told.own.map(canonicalAddress);
  const verdict = ((): NameCheck['verdict'] => {
    if (resolves === null) return 'unknown';
    if (found.length === 0) return 'unresolved';
    if (address === null) return 'undeclared';
    if (isHere) return 'agrees';
    if (wanted === null) return 'unknown';
    if (found.some((one) => wanted.includes(one))) return 'agrees';
    // Two addresses of one host, both of which it says it has.
    if (found.every((one) => own.includes(one)) && wanted.some((one) => own.includes(one))) return 'agrees';
    const isTailnet = found.some((one) => isIn(TAILNET, one)) && !wanted.some((one) => isIn(TAILNET, one));
    return isTailnet ? 'tailnet' : 'differs';
  })();
  return {
    name,
    resolves: [...found],
    declared: address,
    verdict,
    conflicts: [...addressConflicts(told, verdict, found, wanted), ...nameConflicts(told, fleet)],
  };
}

function addressConflicts(
  { name, address }: DeclaredName,
  verdict: NameCheck['verdict'],
  found: readonly string[],
  wanted: readonly string[] | null,
): string[] {
  const says = `the fleet says ${address}`;
  const where = `${name} leads to ${found.join(', ')}`;
  if (verdict === 'tailnet') return [`${where}, which MagicDNS answers, and ${says}.`];
  if (verdict !== 'differs') return [];
  if (wanted?.length === 0) return [`${where}, and ${says}, a name that has no address here.`];
  const isOwnNetwork = found.every((one) => isIn(LOOPBACK, one));
  return [
    isOwnNetwork
      ? `${where}, which is this machine, and ${says}.`
      : `${where}, and ${says}: another host may have the name.`,
  ];
}

function nameConflicts(told: DeclaredName, fleet: readonly DeclaredName[]): string[] {
  const others = fleet.filter(({ host }) => host !== told.host);
  const named = others.filter(({ name }) => name.toLowerCase() === told.name.toLowerCase());
  const placed = others.filter(({ address }) => address !== null && address === told.address);
  const list = (hosts: readonly DeclaredName[]): string => hosts.map(({ host }) => host).join(', ');
  return [
    ...(named.length > 0 ? [`${told.name} is also the name of ${list(named)}.`] : []),
    ...(placed.length > 0 ? [`${told.address} is also the address of ${list(placed)}.`] : []),
    // Tailscale gives a second machine of one name a number, and the name stays with the first.
    ...(told.tailnetName !== null && told.tailnetName.toLowerCase() !== told.name.toLowerCase()
      ? [`On the tailnet it is called ${told.tailnetName}, so ${told.name} may be another machine there.`]
      : []),
  ];
}
