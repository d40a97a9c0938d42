import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppError,
  type Change,
  type ChangeResult,
  isAppError,
  type Newcomer,
  type ShownHostKey,
  type Welcomed,
} from '../../../shared/contract';
import { type Address, parseAddress, reachAddress } from '../../reaching';
import type { Reach, Ssh } from '../../ssh';
import { hardwareChanges } from './hardware';
import { judgeNewcomer } from './judge';
import type { PracticeMachines } from './machines';

/** Between two knocks at an address where nobody answers. */
const KNOCK_MS = 2_000;
/** Of one command on the machine, which may be an emulated one. */
const COMMAND_MS = 60_000;

/** The open fleet, as newcomers ask for it. */
export interface FleetOfNewcomers {
  readonly dir: string;
  readonly standIn: boolean;
  readonly hostNames: () => Promise<readonly string[]>;
  /** Whether the source defines an option of a host, in whichever file. */
  readonly defines: (host: string, path: string) => Promise<boolean>;
  readonly apply: (changes: readonly Change[], dryRun: boolean) => Promise<ChangeResult>;
}

export interface NewcomersParts {
  readonly ssh: Pick<Ssh, 'exec' | 'knownHosts'>;
  /** Throws where no fleet is open. */
  readonly fleet: () => FleetOfNewcomers;
  readonly machines: PracticeMachines;
  /** Notes how a host is reached; null forgets it. */
  readonly note: (dir: string, host: string, address: Address | null) => Promise<void>;
  /** The key that the image of a host was made with; null where it was made without. */
  readonly keyOfImage: (dir: string, host: string) => Promise<string | null>;
  /** {@link KNOCK_MS} where absent. */
  readonly knockMs?: number;
}

interface Who {
  readonly host: string;
  /** `[user@]address[:port]`; without a user it is root, the only one that an installer knows. */
  readonly address: string;
}

/** What comes after the stick: a machine starts from it, is recognised, and becomes a host of the fleet. */
export interface Newcomers {
  /** Ends after the first that is not `waiting`. Throws `unknown-host`, `usage`, `cancelled`. */
  await(who: Who, signal: AbortSignal | undefined): AsyncGenerator<Newcomer>;
  /** See the contract. */
  welcome(
    wish: Who & { readonly fingerprint: string; readonly dryRun: boolean },
    signal: AbortSignal | undefined,
  ): Promise<Welcomed>;
  /** Whether anything was forgotten. */
  forget(host: string): Promise<boolean>;
}

const withUser = (address: string): string => (address.includes('@') ? address : `root@${address}`);

export function createNewcomers(parts: NewcomersParts): Newcomers {
  const { ssh, machines } = parts;

  const needHost = async (host: string): Promise<FleetOfNewcomers> => {
    const fleet = parts.fleet();
    if ((await fleet.hostNames()).includes(host)) return fleet;
    throw new AppError('unknown-host', `The fleet has no host ${host}.`, {
      hint: `Add it first: snowfleet host add ${host}`,
      detail: { host },
    });
  };

  return {
    async *await(who, signal = new AbortController().signal) {
      const { dir } = await needHost(who.host);
      const reach = reachAddress(who.host, withUser(who.address));
      const ofImage = await parts.keyOfImage(dir, who.host);
      let told: string | null = null;
      for (;;) {
        let words: string;
        try {
          const { keys } = await ssh.knownHosts.scan(reach, signal);
          yield judgeNewcomer(who, keys, ofImage);
          return;
        } catch (error) {
          if (!isAppError(error) || signal.aborted || !isSilence(error)) throw error;
          words = error.message;
        }
        // Only what is new is worth a line.
        if (words !== told) yield { ...who, state: 'waiting', key: null, words };
        told = words;
        await sleep(parts.knockMs ?? KNOCK_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) throw new AppError('cancelled', 'Waiting for the installer was cancelled.');
      }
    },

    async welcome({ host, address, fingerprint, dryRun }, signal) {
      const fleet = await needHost(host);
      const typed = reachAddress(host, withUser(address));
      const way = parseAddress(withUser(address));
      const { key, reach } = fleet.standIn
        ? await welcomeMachine(parts, fleet.dir, { typed, way, fingerprint }, signal)
        : { key: await ssh.knownHosts.accept(typed, fingerprint, signal), reach: typed };
      if (!fleet.standIn) await parts.note(fleet.dir, host, way);
      const text = await askHardware(ssh, reach, signal);
      if (text === null) {
        const notes = ['It has no nixos-generate-config: hardware stays as the fleet has it.'];
        return { host, address, key, hardware: null, notes };
      }
      const { changes, defaults, computed } = hardwareChanges(host, text);
      const missing = await Promise.all(
        defaults.map(async (change) => ((await fleet.defines(host, change.path)) ? [] : [change])),
      );
      const { taken, notes } = await takeable(fleet, [...changes, ...missing.flat()]);
      return {
        host,
        address,
        key,
        hardware: taken.length === 0 ? null : await fleet.apply(taken, dryRun),
        notes: [
          ...notes,
          ...computed.map((path) => `${path} is more than a value there, and was left out.`),
          'File systems stay as the fleet has them.',
        ],
      };
    },

    async forget(host) {
      const { dir, standIn } = await needHost(host);
      if (standIn) return machines.forget(dir, host);
      await parts.note(dir, host, null);
      return true;
    },
  };
}

/** Nobody is there yet; anything else somebody has to hear of. */
const isSilence = ({ code }: AppError): boolean =>
  code === 'unreachable' || code === 'timeout' || code === 'refused';

/** A practice host may only be a machine that was started from its own practice image: toys go nowhere else. */
async function welcomeMachine(
  { ssh, machines, keyOfImage }: NewcomersParts,
  dir: string,
  { typed, way, fingerprint }: { typed: Reach; way: Address; fingerprint: string },
  signal: AbortSignal | undefined,
): Promise<{ key: ShownHostKey; reach: Reach }> {
  const { host } = typed;
  const { keys } = await ssh.knownHosts.scan(typed, signal);
  const ofImage = await keyOfImage(dir, host);
  const key = keys.find((one) => one.publicKey === ofImage && one.fingerprint === fingerprint);
  if (key === undefined) {
    throw new AppError(
      'host-key-unknown',
      `What answers there was not started from the practice image of ${host}.`,
      {
        hint: `In practice a host is only ever its own image: snowfleet images build ${host}, and start that.`,
        detail: { host, shown: keys.map((one) => one.fingerprint) },
      },
    );
  }
  const machine = { address: way.address, port: way.port ?? 22, hostKey: key.publicKey };
  return { key, reach: await machines.set(dir, host, machine) };
}

/** What it would write as hardware-configuration.nix; null where it has no program for that. */
async function askHardware(
  ssh: Pick<Ssh, 'exec'>,
  reach: Reach,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { code, stdout } = await ssh.exec(
    reach,
    ['nixos-generate-config', '--show-hardware-config', '--no-filesystems'],
    { timeoutMs: COMMAND_MS, ...(signal ? { signal } : {}) },
  );
  return code === 0 ? stdout : null;
}

/** Those that the fleet takes; why it does not take the others stands in `notes`. */
async function takeable(
  { apply }: FleetOfNewcomers,
  changes: readonly Change[],
): Promise<{ taken: Change[]; notes: string[] }> {
  const taken: Change[] = [];
  const notes: string[] = [];
  for (const change of changes) {
    try {
      if ((await apply([change], true)).files.length > 0) taken.push(change);
    } catch (error) {
      if (!isAppError(error)) throw error;
      notes.push(`${change.path} was left as it is: ${error.message}`);
    }
  }
  return { taken, notes };
}
