import type { AttrSet } from '../../../shared/nix-syntax';
import type { Evaluator } from '../static/evaluate';
import type { StaticHost } from '../static/hosts';
import { askAgain } from '../static/questions';
import { follow } from '../static/trail';
import type { SourceTree } from '../static/value';
import { type DeclaredOption, declaredOptions } from './options';

/** What the modules of hosts declare. */
export interface Declared {
  readonly hosts: readonly StaticHost[];
  readonly options: readonly DeclaredOption[];
  /** Questions about the folder that it rests on. */
  readonly questions: ReadonlySet<string>;
}

/**
 * What the modules of hosts declare; that of `before` where hosts that stayed the same objects declare by every set
 * that others of now or then declare by. The caller answers for it that what it rests on did not change.
 */
export function declaredBy(
  hosts: readonly StaticHost[],
  evaluator: Evaluator,
  files: SourceTree,
  before: Declared | undefined,
): Declared {
  if (before && isOfStaying(before.hosts, hosts)) {
    for (const question of before.questions) askAgain(files, question);
    return { ...before, hosts };
  }
  const { result, questions } = follow(() => optionsOf(hosts, evaluator));
  return { hosts, options: result, questions };
}

function isOfStaying(before: readonly StaticHost[], now: readonly StaticHost[]): boolean {
  const [then, since] = [new Set(before), new Set(now)];
  const left = new Set(
    [...before.filter((host) => !since.has(host)), ...now.filter((host) => !then.has(host))].flatMap(setsOf),
  );
  for (const host of now) {
    if (left.size === 0) return true;
    if (then.has(host)) for (const set of setsOf(host)) left.delete(set);
  }
  return left.size === 0;
}

/** The sets by which a host declares. */
function setsOf(host: StaticHost): (AttrSet | undefined)[] {
  return host.modules.flatMap(({ options, written }) => (options ? [written[0]?.node] : []));
}

function optionsOf(hosts: readonly StaticHost[], evaluator: Evaluator): DeclaredOption[] {
  const seen = new Map<string, DeclaredOption>();
  const visited = new Set<unknown>();
  for (const host of hosts) {
    for (const module of host.modules) {
      const key = module.written[0]?.node;
      if (module.options === undefined || visited.has(key)) continue;
      visited.add(key);
      for (const option of declaredOptions(evaluator, module.options, [])) {
        seen.set(`${module.scope} ${option.path}`, { ...option, scope: module.scope });
      }
    }
  }
  return [...seen.values()];
}
