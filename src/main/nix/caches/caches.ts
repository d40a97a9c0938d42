import { z } from 'zod';
import { isAppError, type Caches } from '../../../shared/contract';
import type { Env } from '../environment';
import type { FleetSource, Nix } from '../types';
import { askCache } from './ask-cache';
import { inOrder, listCaches, type CacheSettings } from './cache-list';

/** What each host's configuration names; a host whose settings cannot be evaluated names nothing. */
const FLEET_EXPRESSION = `cs: builtins.mapAttrs (name: c: let
  settings = c.config.nix.settings or { };
  texts = v: map (w: builtins.unsafeDiscardStringContext (toString w)) (if builtins.isList v then v else [ v ]);
  list = setting: let
    v = texts (settings.\${setting} or [ ]);
    t = builtins.tryEval (builtins.deepSeq v v);
  in if t.success then t.value else [ ];
in {
  substituters = list "substituters" ++ list "extra-substituters";
  keys = list "trusted-public-keys" ++ list "extra-trusted-public-keys";
}) cs`;

const fleetSchema = z.record(
  z.string(),
  z.object({ substituters: z.array(z.string()), keys: z.array(z.string()) }),
);

export interface CachesOptions {
  readonly env: Env;
  readonly nix: Pick<Nix, 'settings' | 'evaluateAttribute'>;
  /** Whose hosts are asked for what they name; none where null. */
  readonly fleet: FleetSource | null;
}

/**
 * The binary caches that Nix on this machine and the hosts of a fleet ask, each asked whether it is there. Throws what
 * reading Nix's settings throws; a fleet that cannot be evaluated is told in `fleetNote`.
 */
export async function findCaches(options: CachesOptions, signal?: AbortSignal): Promise<Caches> {
  const { nix, fleet } = options;
  const settings = await nix.settings(signal);
  const here = { substituters: settings.substituters, keys: settings.trustedPublicKeys };
  let fleetNote: string | null = 'The configurations of the hosts were not evaluated.';
  let hosts = new Map<string, CacheSettings>();
  if (fleet !== null) {
    try {
      const request = { apply: FLEET_EXPRESSION, ...(signal === undefined ? {} : { signal }) };
      const found = await nix.evaluateAttribute(fleet, 'nixosConfigurations', request);
      hosts = new Map(Object.entries(fleetSchema.parse(found)));
      fleetNote = null;
    } catch (error) {
      if (!isAppError(error) || error.code === 'cancelled') throw error;
      fleetNote = error.message;
    }
  }
  const listed = listCaches(here, hosts);
  const caches = await Promise.all(
    listed.caches.map(async (cache) => {
      const { priority, ...asked } = await askCache(cache.url, options.env, signal);
      return { ...cache, ...asked, priority: cache.priority ?? priority };
    }),
  );
  return { caches: inOrder(caches), otherKeys: listed.otherKeys, fleetNote };
}
