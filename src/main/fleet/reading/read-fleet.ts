import { createHash } from 'node:crypto';
import type { Assignment, Feature, Finding, Host } from '../../../shared/contract';
import { AppError } from '../../../shared/contract';
import type { NixTree } from '../../../shared/nix-syntax';
import { Evaluator } from '../static/evaluate';
import { isDisjoint } from '../static/questions';
import { follow } from '../static/trail';
import { readHosts, type StaticFleet, type StaticHost } from '../static/hosts';
import type { ModuleScope } from '../static/modules';
import { settingsOf, withWinners } from './assignments';
import { readFeature, undescribedFeatures } from './catalogue';
import { type FleetFiles, unreadable } from './files';
import { fileFindings, sourceFindings } from './findings';
import { hostFacts, kindOf } from './host-facts';
import { type Basis, HostMemory } from './host-memory';
import { lookAt, type Made, type Read, readingOf, readingWith } from './last-readings';
import type { DiskLook } from './disk-look';
import { FileOwners } from './own-files';
import { type Declared, declaredBy } from './declared';
import type { DeclaredOption } from './options';
import type { Overlay } from './overlay';
import { detectRoots } from './roots';
import { type SecretUse, secretUses } from './secret-uses';
import { type FeatureStanding, standings } from './standing';
import { orphanFindings, type StrayHost, strayHosts } from './strays';

export interface HostReading {
  readonly name: string;
  readonly kind: Host['kind'];
  /** False for a folder that looks like a host's and that the flake does not use. */
  readonly inFlake: boolean;
  /** The file that is the host's own: where its settings are written. Null when the flake writes it inline or not at all. */
  readonly file: string | null;
  readonly line: number | null;
  /** Where its attribute stands in the flake; null when the flake computes it, or does not use the host. */
  readonly declaredAt: { readonly file: string; readonly line: number } | null;
  /** Files no other host uses, the nearest first: modules of the system, and those of its users' homes. */
  readonly ownFiles: Readonly<Record<ModuleScope, readonly string[]>>;
  readonly facts: Host['facts'];
  readonly assignments: readonly Assignment[];
  readonly standings: readonly FeatureStanding[];
  readonly secrets: readonly SecretUse[];
  /** False when modules of inputs or computed imports are part of the host. */
  readonly complete: boolean;
}

/** Everything the source says of a fleet, as plain data. */
export interface SourceReading {
  readonly description: string | null;
  readonly featureRoots: readonly string[];
  /** Whether source shows the names of all hosts; else only evaluation can. */
  readonly hostsComplete: boolean;
  readonly hosts: readonly HostReading[];
  readonly catalogue: readonly Feature[];
  readonly options: readonly DeclaredOption[];
  readonly findings: readonly Finding[];
  /** SHA-256 over the names of all files read and the hashes of their texts; tells whether an evaluation is of this source. */
  readonly sourceHash: string;
}

/** The same with when it was found so. */
export interface FleetReading extends SourceReading {
  /** ISO 8601. */
  readonly readAt: string;
  /** Milliseconds the reading took. */
  readonly readMs: number;
}

export interface ReadOptions {
  readonly overlay?: Overlay;
  /** Option prefixes to treat as features instead of those that are detected. */
  readonly featureRoots?: readonly string[] | undefined;
  /** What was seen of the disk just now, of {@link lookAt}; it is looked at anew where absent. */
  readonly look?: DiskLook;
}

/** What a reading leaves for the next one. */
export interface ReadBase {
  readonly fleet: StaticFleet;
  readonly declared: Declared;
}

/**
 * Reads a fleet from its source, without Nix; what has not changed since the last time is not read again. Throws
 * `not-a-flake`, `unreadable-file` and `syntax-error` (of flake.nix) and `no-hosts`; what is wrong elsewhere
 * becomes a finding.
 */
export function readFleet(
  dir: string,
  { overlay, featureRoots, look = lookAt(dir, featureRoots) }: ReadOptions = {},
): FleetReading {
  const started = performance.now();
  const read: Read = (files, before) => follow(() => readFiles(files, featureRoots, before)).result;
  const reading =
    overlay && overlay.size > 0
      ? readingWith(dir, featureRoots, look, overlay, read)
      : readingOf(dir, featureRoots, look, read);
  return { ...reading, readAt: new Date().toISOString(), readMs: performance.now() - started };
}

function readFiles(
  files: FleetFiles,
  givenRoots: readonly string[] | undefined,
  before: Parameters<Read>[1],
): Made {
  requireFlake(files);
  const mayKeep = before && isDisjoint(before.base.declared.questions, before.changed);
  const fleet = readHosts(files, mayKeep ? { fleet: before.base.fleet, changed: before.changed } : undefined);
  const { hosts, description, complete } = fleet;
  if (hosts.length === 0 && complete) {
    throw new AppError('no-hosts', 'This flake has no hosts: nixosConfigurations is missing or empty.', {
      hint: 'Add a host to nixosConfigurations in flake.nix, or open another flake.',
      detail: { file: 'flake.nix' },
    });
  }
  const evaluator = new Evaluator(files);
  const described = files.all().flatMap((source) => readFeature(evaluator, source) ?? []);
  const inModules = declaredBy(hosts, evaluator, files, mayKeep ? before.base.declared : undefined);
  const declared = [...described.flatMap((entry) => entry.options), ...inModules.options];
  const featureRoots = givenRoots ?? detectRoots(described.length > 0, declared);
  const found = [
    ...described.map((entry) => entry.feature),
    ...undescribedFeatures(
      declared.filter((option) => option.scope === 'nixos'),
      described.map((entry) => entry.feature.path),
      featureRoots,
    ),
  ];
  const memory = HostMemory.of(files.dir, { features: found, declared, featureRoots });
  const { basis } = memory;
  const ownFilesOf = FileOwners.inFolder(files.dir).of(hosts);
  const readings = hosts.map((host): HostReading => {
    const ownFiles = ownFilesOf(host);
    return memory.reading(host, ownFiles, () => readHost(host, ownFiles, basis));
  });
  const used = new Set([...files.all(), ...files.troubles()].map((source) => source.file));
  const strays = strayHosts(
    files,
    readings.flatMap((host) => host.ownFiles.nixos[0] ?? []),
    used,
  );
  const reading = {
    description,
    featureRoots,
    hostsComplete: complete,
    hosts: [...readings, ...strays.map(strayReading)],
    catalogue: basis.features,
    options: declared,
    findings: [
      ...sourceFindings({ files: files.all(), hosts: readings, ...basis }),
      ...fileFindings(files),
      ...strays.map(strayFinding),
      ...orphanFindings(files, used, featureRoots),
    ],
    sourceHash: hashOf(files),
  };
  return { reading, base: { fleet, declared: inModules } };
}

function readHost(
  host: StaticHost,
  ownFiles: HostReading['ownFiles'],
  { features, declared, featureRoots }: Basis,
): HostReading {
  const assignments = withWinners(
    host.modules.flatMap(({ written, scope }) => written.flatMap((set) => settingsOf(set, scope))),
  );
  const system = assignments.filter((one) => one.scope === 'nixos');
  const stands = standings({ assignments: system, features, featureRoots, ownFiles: ownFiles.nixos });
  const file = ownFiles.nixos[0] ?? null;
  return {
    name: host.name,
    kind: kindOf(host, system),
    inFlake: true,
    file: file ?? host.declared?.file ?? null,
    line: file === null ? (host.declared?.line ?? null) : firstLine(host, file),
    declaredAt: host.declared,
    ownFiles,
    facts: hostFacts(host, assignments, stands),
    assignments,
    standings: stands,
    secrets: secretUses(host, { standings: stands, assignments: system, options: declared, features }),
    complete: host.complete,
  };
}

/** Hashes of texts by their trees, so that a text that stays is hashed once. */
const hashes = new WeakMap<NixTree, string>();

function hashOfText(tree: NixTree): string {
  const known = hashes.get(tree);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(tree.source).digest('hex');
  hashes.set(tree, made);
  return made;
}

function hashOf(files: FleetFiles): string {
  const hash = createHash('sha256');
  for (const { file, tree } of files.all().toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    hash.update(`${file}\0${hashOfText(tree)}\0`);
  }
  return hash.digest('hex');
}

function requireFlake(files: FleetFiles): void {
  const flake = files.load('flake.nix');
  const [trouble] = files.troubles();
  if (trouble && !trouble.isRead) throw unreadable(trouble);
  if (flake === null) {
    throw new AppError('not-a-flake', 'There is no flake.nix here any more.', {
      hint: 'Open the folder of your fleet again.',
    });
  }
  const [error] = flake.tree.errors;
  if (error) {
    throw new AppError('syntax-error', `flake.nix:${error.line}:${error.column}: ${error.message}`, {
      hint: 'Mend that line; nothing can be read before.',
      detail: { file: 'flake.nix', line: error.line, column: error.column },
    });
  }
}

function strayReading({ name, file }: StrayHost): HostReading {
  return {
    name,
    kind: 'machine',
    inFlake: false,
    file,
    line: 1,
    declaredAt: null,
    ownFiles: { nixos: [], home: [] },
    facts: {},
    assignments: [],
    standings: [],
    secrets: [],
    complete: false,
  };
}

function strayFinding({ name, file }: StrayHost): Finding {
  return {
    rule: 'host-not-in-flake',
    severity: 'warning',
    message: `${name} has a folder like the other hosts, but nixosConfigurations does not name it.`,
    host: name,
    file,
    line: 1,
  };
}

function firstLine(host: StaticHost, file: string): number | null {
  const written = host.modules.find((module) => module.file === file)?.written[0];
  return written ? written.source.tree.lines.place(written.node.start).line : null;
}
