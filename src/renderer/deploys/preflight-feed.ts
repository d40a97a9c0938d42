import { useEffect } from 'react';
import { create } from 'zustand';
import { type DeployMode, type ErrorShape, type HostPreflight, toErrorShape } from '../../shared/contract';
import { announce, client, tell } from '../app';
import { spoken } from './preflight-lights';

/** What this page knows of one host's lights. Those of before stay while it is looked at again. */
interface Looked {
  readonly lights: HostPreflight | null;
  readonly mode: DeployMode;
  readonly checking: boolean;
}

interface Looks {
  /** Hosts of one fleet; those of another may have the same names. */
  readonly fleet: string;
  readonly hosts: ReadonlyMap<string, Looked>;
  readonly error: ErrorShape | null;
}

/** Lights that are older than this, in milliseconds, are looked at again by themselves. */
const FRESH_MS = 60_000;
/** Somebody who chooses several hosts should not ask each of them alone. */
const PAUSE_MS = 400;

export const useLooks = create<Looks>(() => ({ fleet: '', hosts: new Map(), error: null }));

function set(hosts: readonly string[], change: (old: Looked | undefined, host: string) => Looked): void {
  useLooks.setState((old) => {
    const next = new Map(old.hosts);
    for (const host of hosts) next.set(host, change(next.get(host), host));
    return { hosts: next };
  });
}

/**
 * Looks at hosts. `attended`: somebody asked for it, so they may be asked for a passphrase or about a host key, and
 * hear the answer at once.
 */
export async function lookAt(
  hosts: readonly string[],
  how: { readonly mode: DeployMode; readonly attended: boolean; readonly signal?: AbortSignal },
): Promise<void> {
  const { mode, attended, signal } = how;
  const { fleet } = useLooks.getState();
  useLooks.setState({ error: null });
  set(hosts, (old) => ({ lights: old?.lights ?? null, mode, checking: true }));
  const found: HostPreflight[] = [];
  try {
    const feed = await client.deploys.preflight(
      { hosts: [...hosts], mode, unattended: !attended },
      signal ? { signal } : {},
    );
    for await (const lights of feed) {
      if (useLooks.getState().fleet !== fleet) return;
      found.push(lights);
      set([lights.host], () => ({ lights, mode, checking: false }));
    }
    if (found.length > 0) (attended ? announce : tell)(spoken(found));
  } catch (error) {
    if (!signal?.aborted) useLooks.setState({ error: toErrorShape(error) });
  } finally {
    if (useLooks.getState().fleet === fleet) {
      const open = hosts.filter((host) => !found.some((one) => one.host === host));
      set(open, (old) => ({ lights: old?.lights ?? null, mode, checking: false }));
    }
  }
}

/** Looks at hosts by itself once they are chosen, unless their lights are fresh. Ends with the page. */
export function useLightsOf(
  hosts: readonly string[],
  { mode, fleet, on }: { readonly mode: DeployMode; readonly fleet: string; readonly on: boolean },
): void {
  const names = hosts.join('\n');
  useEffect(() => {
    if (useLooks.getState().fleet !== fleet) useLooks.setState({ fleet, hosts: new Map(), error: null });
    if (!on || names === '') return;
    const leave = new AbortController();
    const timer = setTimeout(() => {
      const known = useLooks.getState().hosts;
      const due = names.split('\n').filter((host) => {
        const { lights, mode: of, checking } = known.get(host) ?? { lights: null, mode, checking: false };
        if (checking) return false;
        return lights === null || of !== mode || Date.now() - Date.parse(lights.at) > FRESH_MS;
      });
      if (due.length > 0) void lookAt(due, { mode, attended: false, signal: leave.signal });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [names, mode, fleet, on]);
}
