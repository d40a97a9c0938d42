import { AppError, type HostLeftover } from '../../../shared/contract';
import type { FleetReading } from '../reading/read-fleet';
import { type Identity, ownIdentity } from './identity';
import { type Company, joinedText, triedTexts } from './join';
import { checkNewName } from './name';
import { newHostText } from './new-host';
import { type HostPlan, leftover, newTroubles, onePerLine, readAfter, twinFiles } from './plan';
import { declares, hardwareOf, profilesOf, roleOf } from './profiles';
import { inTheWay, renamedText } from './rename';
import { attempt, type Growing, settled } from './settle';
import { type LifeCycleSource, type Survey, surveyOf } from './survey';

const EVERYTHING = { docs: true, also: new Set<string>() };

/** A host to be made like another. */
export interface CloneWish {
  readonly name: string;
  readonly from: string;
  readonly address?: string | undefined;
  readonly hostKey?: string | undefined;
}

/** A host to be made from a model’s shape; the model is chosen where `like` names none. */
export interface AddWish {
  readonly name: string;
  readonly like?: string | undefined;
  readonly role?: string | undefined;
  readonly hardware: readonly string[];
  readonly desktop?: string | undefined;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  readonly description?: string | undefined;
  readonly tags: readonly string[];
  readonly address?: string | undefined;
  readonly hostKey?: string | undefined;
}

/**
 * A second host like one that is there: its files, and its place wherever all hosts have one; without what a machine
 * has for itself. Throws `unknown-host`, `bad-host-name`, `conflict`, `not-literal`.
 */
export function planClone(source: LifeCycleSource, wish: CloneWish): HostPlan {
  const survey = surveyOf(source, wish.from);
  checkNewName(wish.name, [...survey.hosts]);
  const identity = identityOf(survey, wish);
  const texts = new Map<string, string | null>();
  const leftovers: HostLeftover[] = [];
  const warnings: string[] = [];
  for (const file of survey.own.files) {
    const target = survey.own.renamed(file, wish.name);
    if (source.files.includes(target)) throw inTheWay(target);
    const copy = copyOf(survey, file, identity);
    if (copy === null) {
      leftovers.push({ file, line: 1, text: `is no text file: copy it to ${target} yourself`, kind: 'file' });
      continue;
    }
    texts.set(target, copy.text);
    leftovers.push(...copy.left);
    warnings.push(
      ...copy.removed.map((line) => `${target} is without \`${line}\`, which only ${wish.from} can have.`),
    );
    warnings.push(...diskWarning(target, copy.text, wish.from));
  }
  const role = roleOf(survey.host);
  const grown = join(source, survey, identity, role, texts, true);
  const checked = withoutSecretsCheck(source, grown.texts, identity);
  return {
    title: `${wish.name} cloned from ${wish.from}`,
    hosts: [wish.name],
    texts: checked,
    takesAfter: twinFiles(survey, wish.name),
    brings: [],
    needs: [],
    leftovers: onePerLine(leftovers),
    warnings: [...warnings, ...grown.missing, ...newTroubles(survey.before, grown.after)],
  };
}

/**
 * A new host: a file in the shape of its nearest sibling's, with the hardware, role and desktop asked for, and its
 * place wherever all hosts have one. Throws as {@link planClone} does; `unmet` or `conflict` of the desktop.
 */
export function planAdd(source: LifeCycleSource, wish: AddWish): HostPlan {
  const reading = source.read(new Map());
  const like = wish.like ?? nearest(reading, wish);
  const survey = surveyOf(source, like);
  checkNewName(wish.name, [...survey.hosts]);
  const { host } = survey;
  const file = host.file;
  const target = file === null ? null : survey.own.renamed(file, wish.name);
  const pattern = file === null ? null : source.text(file);
  if (file === null || target === null || pattern === null || target === file) {
    throw new AppError('not-literal', `${like} has no file of its own that a new host could take after.`, {
      hint: 'Name another host to take after, or clone one.',
      detail: { host: like, ...(file === null ? {} : { file }) },
    });
  }
  if (source.files.includes(target)) throw inTheWay(target);
  const identity = identityOf(survey, wish);
  const profiles = profilesOf(source, reading);
  const text = newHostText(
    source,
    reading,
    profiles,
    { file, text: pattern, target },
    {
      name: wish.name,
      role: wish.role ?? null,
      hardware: wish.hardware,
      user: wish.user ?? null,
      port: wish.port ?? null,
      description: wish.description ?? '',
      tags: wish.tags,
      address: identity.address,
      hostKey: identity.hostKey,
    },
  );
  if (text === null) {
    throw new AppError('not-literal', `${file} computes its imports, so a new host cannot take after it.`, {
      hint: `Clone ${like} and take out what the new host is not to do.`,
      detail: { host: like, file },
    });
  }
  const grown = join(source, survey, identity, wish.role ?? null, new Map([[target, text]]));
  const dressed = settled(source, grown.texts, wish);
  const after = readAfter(source, reading, dressed.texts, `Adding ${wish.name}`);
  const disks = [...dressed.texts].flatMap(([made, content]) =>
    content !== null && !source.files.includes(made) ? diskWarning(made, content, like) : [],
  );
  return {
    title: `${wish.name} added`,
    hosts: [wish.name],
    texts: dressed.texts,
    takesAfter: twinFiles(survey, wish.name),
    brings: dressed.brings,
    needs: dressed.needs,
    leftovers: [],
    warnings: [...new Set([...disks, ...grown.missing, ...dressed.notes, ...newTroubles(reading, after)])],
  };
}

function identityOf(
  { host }: Survey,
  wish: { name: string; address?: string | undefined; hostKey?: string | undefined },
): Identity {
  const address = host.facts['address']?.value;
  return {
    name: wish.name,
    oldAddress: typeof address === 'string' && address !== '' ? address : null,
    address: wish.address === undefined || wish.address === '' ? null : wish.address,
    hostKey: wish.hostKey ?? null,
  };
}

/** The host that has most in common with what is asked for. */
function nearest(reading: FleetReading, { role, hardware }: AddWish): string {
  const ranked = reading.hosts
    .filter((host) => host.inFlake && host.file !== null && host.kind !== 'installer')
    .map((host) => {
      const own = hardwareOf(host);
      const shared = hardware.filter((one) => own.includes(one)).length;
      return {
        host,
        score: (role !== undefined && roleOf(host) === role ? 10 : 0) + 2 * shared - own.length,
      };
    })
    .toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  if (best) return best.host.name;
  throw new AppError('not-literal', 'No host of this fleet has a file that a new one could take after.', {
    hint: 'Write the first host by hand; the next ones can be added here.',
  });
}

/** A file of the model's own for the new host. Null for what is no text. */
function copyOf(
  survey: Survey,
  file: string,
  identity: Identity,
): { text: string; left: HostLeftover[]; removed: readonly string[] } | null {
  const entry = survey.files.find((one) => one.file === file);
  if (!entry) return null;
  const { text, left } = renamedText(entry, identity.name, EVERYTHING);
  const target = survey.own.renamed(file, identity.name);
  const own = entry.tree === null ? { text, removed: [] } : ownIdentity(text, identity);
  return { ...own, left: left.map((mention) => ({ ...leftover(entry, mention), file: target })) };
}

/** Puts the new host where its model stands among all, and copies what turns out to be missing. */
function join(
  source: LifeCycleSource,
  survey: Survey,
  identity: Identity,
  role: string | null,
  own: ReadonlyMap<string, string | null>,
  isTwin = false,
): { texts: Map<string, string | null>; missing: string[]; after: FleetReading } {
  const { name } = identity;
  const texts = new Map(own);
  const known = survey.before.hosts.filter((host) => host.inFlake && host.kind !== 'installer');
  const company: Company = {
    all: known.map((host) => host.name),
    isTwin,
    sameRole: role === null ? [] : known.filter((host) => roleOf(host) === role).map((host) => host.name),
  };
  const told: string[] = [];
  for (const entry of survey.files) {
    const { text, missing } = joinedText(entry, survey, identity, company);
    if (text !== entry.text) texts.set(entry.file, text);
    told.push(...missing);
  }
  const isThere = (): boolean => source.read(texts).hosts.some((host) => host.name === name && host.inFlake);
  if (!isThere()) tryPlaces(source, survey, identity, texts);
  copyMissing(source, survey, identity, texts);
  const after = readAfter(source, survey.before, texts, `Adding ${name}`);
  if (!after.hosts.some((host) => host.name === name && host.inFlake)) throw cannotDeclare(survey, name);
  return { texts, missing: told, after };
}

/** A host without a key cannot be a recipient: a fleet that checks this is told so on the host. */
function withoutSecretsCheck(
  source: LifeCycleSource,
  texts: ReadonlyMap<string, string | null>,
  { name, hostKey }: Identity,
): ReadonlyMap<string, string | null> {
  const path = 'snowfleet.secrets.check';
  if (hostKey !== null || !declares(source.read(texts), path)) return texts;
  const state: Growing = { texts, brings: [], needs: [], notes: [] };
  return attempt(source, state, { kind: 'set', host: name, path, value: 'false' })?.texts ?? texts;
}

/** The flake decides: the first place beside the model that makes the host appear is the one. */
function tryPlaces(
  source: LifeCycleSource,
  survey: Survey,
  identity: Identity,
  texts: Map<string, string | null>,
): void {
  const isFirst = (file: string): number => (file === 'flake.nix' ? 0 : 1);
  for (const entry of survey.files.toSorted((a, b) => isFirst(a.file) - isFirst(b.file))) {
    if (texts.has(entry.file) || survey.own.has(entry.file)) continue;
    for (const text of triedTexts(entry, survey, identity)) {
      const tried = new Map(texts).set(entry.file, text);
      const found = source.read(tried).hosts.some((host) => host.name === identity.name && host.inFlake);
      if (!found) continue;
      texts.set(entry.file, text);
      return;
    }
  }
}

/** Copies the model's own files that the new host turns out to import: `users/ada/p620_home.nix`. */
function copyMissing(
  source: LifeCycleSource,
  survey: Survey,
  identity: Identity,
  texts: Map<string, string | null>,
): void {
  for (let round = 0; round < 8; round += 1) {
    const absent = new Set(
      source
        .read(texts)
        .findings.flatMap(({ rule, file }) => (rule === 'unreadable-file' && file ? [file] : [])),
    );
    const wanted = survey.own.files.filter((file) => {
      const target = survey.own.renamed(file, identity.name);
      return absent.has(target) && !texts.has(target);
    });
    if (wanted.length === 0) return;
    for (const file of wanted) {
      const copy = copyOf(survey, file, identity);
      if (copy) texts.set(survey.own.renamed(file, identity.name), copy.text);
    }
  }
}

function diskWarning(file: string, text: string, from: string): string[] {
  if (!/by-uuid\/|by-id\/|by-partuuid\//.test(text)) return [];
  return [`${file} names the disks of ${from}: put in what nixos-generate-config writes on the new machine.`];
}

function cannotDeclare({ host }: Survey, name: string): AppError {
  const place = host.declaredAt ?? { file: 'flake.nix', line: 1 };
  return new AppError(
    'not-literal',
    `The flake computes which hosts there are, so ${name} cannot be put beside them.`,
    {
      hint: `Nothing was written. ${host.name} comes from ${place.file}:${place.line}; add ${name} there by hand.`,
      detail: { host: name, ...place },
    },
  );
}
