import type { Assignment, Feature } from '../../../shared/contract';
import { withoutEnable } from '../../../shared/features';
import type { StaticHost } from '../static/hosts';
import type { ModuleScope } from '../static/modules';
import type { DeclaredSecret, SecretCondition } from '../static/secrets';
import type { DeclaredOption } from './options';
import type { FeatureStanding } from './standing';

/** A secret that a module of a host declares for it. */
export interface SecretUse {
  /** Null where it is computed. */
  readonly name: string | null;
  /** The encrypted file, relative to the fleet; null where source does not tell. */
  readonly file: string | null;
  readonly scope: ModuleScope;
  readonly place: { readonly file: string; readonly line: number };
  /**
   * certain: on this host, whatever Nix says of the rest · possible: on a condition that source does not decide · skipped: its
   * condition does not hold as the fleet stands, as where it asks first whether the file is there · off: declared by a
   * module that is switched off on this host
   */
  readonly state: 'certain' | 'possible' | 'skipped' | 'off';
}

/** What tells whether an option of a host is on. */
interface HostState {
  readonly standings: readonly FeatureStanding[];
  readonly assignments: readonly Assignment[];
  readonly options: readonly DeclaredOption[];
  readonly features: readonly Feature[];
}

/** The strongest first. */
const STATES: readonly SecretUse['state'][] = ['certain', 'possible', 'skipped', 'off'];

/** The secrets that the modules of a host declare, each once. */
export function secretUses(host: StaticHost, of: HostState): SecretUse[] {
  const isOn = optionJudge(of);
  const strongest = new Map<string, SecretUse>();
  for (const { secrets = [], scope } of host.modules) {
    for (const secret of secrets) {
      const { name, file } = secret;
      const use = { name, file, scope, ...byFeature(secret, of, stateOf(secret, host.name, isOn)) };
      const key = name === null && file === null ? JSON.stringify(secret) : `${scope} ${name} ${file}`;
      const known = strongest.get(key);
      if (!known || STATES.indexOf(use.state) < STATES.indexOf(known.state)) strongest.set(key, use);
    }
  }
  return [...strongest.values()];
}

/** A secret that features of the catalogue list is the host's where one of them is on: that says more than conditions do. */
function byFeature(
  { name, place }: DeclaredSecret,
  { features, standings }: HostState,
  state: SecretUse['state'],
): Pick<SecretUse, 'place' | 'state'> {
  if (state !== 'possible' || name === null) return { place, state };
  const listing = features.filter(({ secrets }) => secrets.includes(name));
  const [first] = listing;
  if (!first) return { place, state };
  const standing = listing.map(({ path }) => standings.find((one) => one.path === path));
  const at = standing.findIndex((one) => one?.on === true);
  const { file, line } = listing[at] ?? first;
  const isUnsure = standing.some((one) => one?.state === 'computed');
  return { place: { file, line }, state: at >= 0 ? 'certain' : isUnsure ? 'possible' : 'off' };
}

type Verdict = boolean | null;

function stateOf(
  { conditions }: DeclaredSecret,
  host: string,
  isOn: (option: string) => Verdict,
): SecretUse['state'] {
  let state: SecretUse['state'] = 'certain';
  for (const condition of conditions) {
    if (condition.kind === 'never') {
      state = 'skipped';
      continue;
    }
    const holds = verdictOf(condition, host, isOn);
    if (holds === false) return 'off';
    if (holds === null && state === 'certain') state = 'possible';
  }
  return state;
}

function verdictOf(
  condition: Exclude<SecretCondition, { kind: 'never' }>,
  host: string,
  isOn: (option: string) => Verdict,
): Verdict {
  switch (condition.kind) {
    case 'option':
      return isOn(condition.path);
    case 'host':
      return condition.names.includes(host);
    case 'unknown':
      return null;
  }
}

/** Whether an option is true, null where source does not tell. */
function optionJudge({ standings, assignments, options }: HostState): (option: string) => Verdict {
  const features = new Map(standings.map((standing) => [standing.path, standing]));
  return (option) => {
    const feature = features.get(withoutEnable(option));
    if (feature) return feature.state === 'computed' ? null : feature.on;
    const own = assignments.filter(({ path, wins }) => path === option && wins);
    const [one] = own;
    if (one) return own.length > 1 || one.computed || one.condition ? null : one.value === true;
    // Nobody sets it: what the fleet declares it to be.
    const declared = options.find(({ path, scope }) => path === option && scope === 'nixos');
    return typeof declared?.default === 'boolean' ? declared.default : null;
  };
}
