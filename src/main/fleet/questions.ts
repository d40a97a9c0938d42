import type {
  Assignment,
  CatalogueFeature,
  Change,
  Explanation,
  FeatureValues,
  HostTemplates,
  HostWish,
  Option,
} from '../../shared/contract';
import { catalogueOf } from './catalogue';
import { type ConfiguredHost, configuredIn } from './configured';
import { type DraftMeaning, meaningOf } from './draft/meaning';
import { planChanges, type PlannedGesture } from './draft/plan-changes';
import { type RulePlace, rulePlaceOf } from './draft/rule-places';
import { explain } from './explain';
import { type HostPlan, planHostWish, sourceIn, templatesOf } from './life-cycle';
import type { Memory } from './memory';
import type { Overlay } from './reading/overlay';
import type { FleetReading } from './reading/read-fleet';
import type { SecretUse } from './reading/secret-uses';
import type { SourceChange } from './source-view';
import type { WantedOptions } from './static/config';
import { valuesOf } from './values';

/** A fleet's source where it is read; what is not asked for does not leave it. */
export interface FleetSource {
  /** The fleet's folder. */
  readonly dir: string;
  /** The reading of the disk as it is now, or of what it would be with an overlay. */
  read(overlay?: Overlay): FleetReading;
  /** The text of a file, to be edited. Throws `unreadable-file`. */
  text(file: string): string;
  /** What became of the view of the disk since a revision. */
  change(since: string | undefined): SourceChange;
}

/** What the modules of a host declare of secrets. */
export interface HostSecretUses {
  readonly host: string;
  readonly secrets: readonly SecretUse[];
}

/** What an evaluation said, cut down to the hosts a question is about. */
export type Evaluated = Memory['evaluation'];

/**
 * Every question that is answered from a fleet's source: a function of the source and of input that can be cloned
 * between threads, to such data; it throws AppError for what a person should read. Answers hold what was asked for
 * and no more: a whole reading of a large fleet takes longer to hand over than to make. To add one, name it here.
 */
export const questions = {
  /** What changed of all hosts, the catalogue and the findings since a revision; all of it without one. */
  change: (source, { since }: { since: string | undefined }): SourceChange => source.change(since),
  /** The catalogue with the hosts that have each feature on. */
  catalogue: (source): CatalogueFeature[] => catalogueOf(source.read()),
  /** Everything set for a host below the feature roots, in source order; null for an unknown host. */
  assignments: (source, { host }: { host: string }): Assignment[] | null => {
    const { featureRoots, hosts } = source.read();
    const found = hosts.find(({ name }) => name === host);
    const isBelow = (path: string): boolean => featureRoots.some((root) => path.startsWith(`${root}.`));
    return found?.assignments.filter(({ path }) => isBelow(path)) ?? null;
  },
  /** What hosts of the flake assign below an option, by host; only hosts that do. */
  assignedBelow: (source, { prefix }: { prefix: string }): ReadonlyMap<string, readonly Assignment[]> => {
    const found = source
      .read()
      .hosts.filter(({ inFlake }) => inFlake)
      .map(
        ({ name, assignments }) => [name, assignments.filter(({ path }) => path.startsWith(prefix))] as const,
      );
    return new Map(found.filter(([, assignments]) => assignments.length > 0));
  },
  /** The secrets that hosts of the flake declare, by the host. */
  secretUses: (source): HostSecretUses[] =>
    source
      .read()
      .hosts.filter(({ inFlake }) => inFlake)
      .map(({ name, secrets }) => ({ host: name, secrets })),
  /** The values of some options of a host, merged as its modules define them; null for an unknown host. */
  configured: (
    source,
    { host, wanted, overlay }: { host: string; wanted: WantedOptions; overlay?: Overlay },
  ): ConfiguredHost | null => {
    const own = source.read(overlay).hosts.find(({ name }) => name === host)?.ownFiles;
    const ownFiles = own ?? { nixos: [], home: [] };
    const told = configuredIn(source, host, wanted, overlay);
    return told && { ...told, ownFiles };
  },
  /** Why an option has its value on a host. */
  explain: (
    source,
    { host, path, evaluation }: { host: string; path: string; evaluation: Evaluated },
  ): Explanation => explain(source.read(), { evaluation, base: null, hosts: {} }, host, path),
  /** What the options of a feature are on every host. */
  values: (source, { feature }: { feature: string }): Omit<FeatureValues, 'secrets'> =>
    valuesOf(source.read(), feature),
  /** Options the fleet's own modules declare, by a part of their path or description. */
  options: (source, { query }: { query: string }): Option[] => {
    const wanted = query.toLowerCase();
    return source
      .read()
      .options.filter(
        ({ path, description }) =>
          path.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted),
      )
      .map(({ parsedType: _parsedType, ...option }) => option);
  },
  /** As {@link planChanges}, on the files as they stand. */
  plan: (source, { changes }: { changes: readonly Change[] }): PlannedGesture => planChanges(source, changes),
  /** As {@link planHostWish}, on the files as they stand. */
  hostPlan: (source, { wish }: { wish: HostWish }): HostPlan =>
    planHostWish(sourceIn(source.dir, source.read), wish),
  /** What a new host can be made from. */
  hostTemplates: (source): HostTemplates => templatesOf(sourceIn(source.dir, source.read)),
  /** What the present files mean beside the same fleet with `without` laid over it. */
  meaning: (source, { without }: { without: Overlay }): DraftMeaning => {
    const before = source.read(without);
    const after = source.read();
    return {
      hosts: meaningOf(before, after),
      hashBefore: before.sourceHash,
      hashAfter: after.sourceHash,
    };
  },
  /** Where the rules stand that failed assertions tell of. */
  rulePlaces: (source, { words }: { words: readonly string[] }): (RulePlace | null)[] => {
    const { catalogue } = source.read();
    return words.map((one) => rulePlaceOf(catalogue, one));
  },
} satisfies Readonly<Record<string, (source: FleetSource, input: never) => unknown>>;

export type QuestionName = keyof typeof questions;
export type QuestionInput<Name extends QuestionName> = Parameters<(typeof questions)[Name]>[1];
export type QuestionAnswer<Name extends QuestionName> = ReturnType<(typeof questions)[Name]>;
