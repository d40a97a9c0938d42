import { AppError, type Change } from '../../../shared/contract';
import { leafName, optionNames, shortPath } from '../../../shared/features';
import { applyEdits, literalValue, parseNix, removeAttr, setAttr } from '../../../shared/nix-syntax';
import { boardOf } from '../board';
import type { Overlay } from '../reading/overlay';
import type { HostReading, FleetReading } from '../reading/read-fleet';
import type { ModuleScope } from '../static/modules';
import { refuseOff, refuseOn } from './refusals';
import { checkValue, optionPathOf, switchPathOf } from './targets';

/** Everything a gesture would write, worked out before a byte is written. */
export interface PlannedGesture {
  readonly title: string;
  readonly hosts: readonly string[];
  /** New texts by file, only of files that differ; null takes a file away, one that is not there yet is made. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Files that are made, with the one whose permissions each takes over; others are made as the user's umask says. */
  readonly takesAfter?: ReadonlyMap<string, string>;
  readonly brings: readonly string[];
  readonly needs: readonly string[];
}

/** What planning reads through: the fleet as it would be with some texts laid over it. */
export interface PlanSource {
  read(overlay: Overlay): FleetReading;
  text(file: string): string;
}

interface Wish {
  readonly host: string;
  readonly path: string;
  /** Nix text, or null to remove the assignment. */
  readonly value: string | null;
}

/**
 * Works out one gesture: every change of a host in order, what features need joined to it. Hosts write only to files of
 * their own, so what is wished for one says nothing of another: each round takes the next wish of every host and reads
 * the fleet once, however many hosts there are. Throws `conflict`, `unmet`, `unknown-option`, `wrong-type`, `not-literal`,
 * `no-effect`, `unknown-host`, `syntax-error`; `detail` names the place.
 */
export function planChanges(source: PlanSource, changes: readonly Change[]): PlannedGesture {
  const texts = new Map<string, string>();
  const joined: Joined = { brings: new Set(), needs: new Set() };
  let reading = source.read(texts);
  const hosts = new Set(changes.map((change) => change.host));
  let waiting = [...hosts].map((host) =>
    wishesOf(
      changes.filter((change) => change.host === host),
      () => reading,
      joined,
    ),
  );
  while (waiting.length > 0) {
    const taken: Wish[] = [];
    waiting = waiting.filter((wishes) => {
      for (let next = wishes.next(); next.done !== true; next = wishes.next()) {
        const edited = edit(source, reading, texts, next.value);
        if (edited === null) continue;
        texts.set(edited.file, edited.text);
        taken.push(next.value);
        return true;
      }
      return false;
    });
    if (taken.length === 0) continue;
    reading = source.read(texts);
    for (const wish of taken) verify(reading, wish);
  }
  for (const [file, text] of texts) if (text === source.text(file)) texts.delete(file);
  return {
    title: titleOf(changes, reading.featureRoots),
    hosts: [...hosts],
    texts,
    brings: [...joined.brings],
    needs: [...joined.needs],
  };
}

/** What came along with the changes of a gesture. */
interface Joined {
  readonly brings: Set<string>;
  readonly needs: Set<string>;
}

/** What is to be written for one host, wish by wish; before the next is asked for, the one before has been read back. */
function* wishesOf(
  changes: readonly Change[],
  now: () => FleetReading,
  { brings, needs }: Joined,
): Generator<Wish, void> {
  for (const change of changes) {
    const { host } = change;
    hostOf(now(), host);
    switch (change.kind) {
      case 'enable': {
        const { feature, option } = switchPathOf(now(), host, change.path);
        const verdict = refuseOn(boardOf(now()), now(), host, feature);
        for (const arrival of verdict.brings) brings.add(arrival.path);
        for (const arrival of verdict.needs) {
          needs.add(arrival.path);
          yield { host, path: switchPathOf(now(), host, arrival.path).option, value: 'true' };
        }
        if (verdict.verdict !== 'on') yield { host, path: option, value: 'true' };
        break;
      }
      case 'disable': {
        const { feature, option } = switchPathOf(now(), host, change.path);
        refuseOff(boardOf(now()), now(), host, feature);
        const state = hostOf(now(), host).standings.find((one) => one.path === feature);
        if (state?.on === true || state?.state === 'computed') yield { host, path: option, value: 'false' };
        break;
      }
      case 'set': {
        const option = optionPathOf(now(), host, change.path);
        const literal = literalOf(change.value);
        checkValue(now(), option, literal);
        if (option.endsWith('.enable') && literal === true) {
          refuseOn(boardOf(now()), now(), host, option.slice(0, -'.enable'.length));
        }
        yield { host, path: option, value: change.value.trim() };
        break;
      }
      case 'unset':
        yield { host, path: optionPathOf(now(), host, change.path), value: null };
        break;
    }
  }
}

function hostOf(reading: FleetReading, name: string): HostReading {
  const host = reading.hosts.find((candidate) => candidate.name === name);
  if (host?.inFlake) return host;
  if (host) {
    throw new AppError('no-effect', `${name} is not in the flake, so nothing set for it has an effect.`, {
      hint: `Add it to nixosConfigurations in flake.nix first; its file is ${host.file ?? 'not known'}.`,
      detail: { host: name, file: host.file },
    });
  }
  throw new AppError('unknown-host', `This fleet has no host named ${name}.`, {
    hint: `Hosts: ${reading.hosts.map((candidate) => candidate.name).join(', ')}.`,
    detail: { host: name },
  });
}

function literalOf(text: string): unknown {
  const tree = parseNix(text);
  const [error] = tree.errors;
  if (error) {
    throw new AppError('not-literal', `${JSON.stringify(text)} is not valid Nix: ${error.message}.`, {
      hint: 'Text needs quotes, or use --string.',
      detail: { column: error.column },
    });
  }
  const value = literalValue(tree, tree.root);
  if (value.literal) return value.value;
  throw new AppError('not-literal', `${text} is an expression and no literal.`, {
    hint: 'Give true, false, a number, a string in quotes, a list or a set; or write the expression in the file.',
  });
}

/** The host's file with the wish in it, or null when it holds already. */
function edit(
  source: PlanSource,
  reading: FleetReading,
  texts: ReadonlyMap<string, string>,
  wish: Wish,
): { file: string; text: string } | null {
  const host = hostOf(reading, wish.host);
  const scope = scopeOf(reading, host, wish.path);
  const present = host.assignments.filter((one) => one.path === wish.path && one.scope === scope);
  const own = present.filter((one) => host.ownFiles[scope].includes(one.file));
  const shared = present.find((one) => one.wins && !own.includes(one));
  const stronger = shared && own.every((one) => !one.wins) ? shared : undefined;
  if (stronger && (stronger.priority === 'force' || stronger.priority === 'plain')) {
    if (wish.value !== null && stronger.text === wish.value && !stronger.computed) return null;
    throw new AppError(
      'no-effect',
      `${wish.path} is decided in ${stronger.file}:${stronger.line}${stronger.priority === 'force' ? ' by mkForce' : ''}, which is not ${wish.host}'s own.`,
      {
        hint: 'Change it there (it counts for every host that imports the file), or make it a mkDefault there.',
        detail: { file: stronger.file, line: stronger.line, host: wish.host, path: wish.path },
      },
    );
  }
  const file = own[0]?.file ?? ownFileFor(host, wish.path, scope);
  const text = texts.get(file) ?? source.text(file);
  if (wish.value === null && own.length === 0) {
    throw new AppError('no-effect', `${wish.path} is not set in a file of ${wish.host}'s own.`, {
      hint: shared ? `It is set in ${shared.file}:${shared.line}.` : 'There is nothing to unset.',
      detail: shared ? { file: shared.file, line: shared.line } : {},
    });
  }
  const tree = parseNix(text);
  const [broken] = tree.errors;
  if (broken) {
    throw new AppError('syntax-error', `${file}:${broken.line}:${broken.column}: ${broken.message}`, {
      hint: 'Mend that line first; a broken file is not edited.',
      detail: { file, line: broken.line, column: broken.column },
    });
  }
  const path = optionNames(wish.path);
  try {
    const edits = wish.value === null ? removeAttr(tree, path) : setAttr(tree, path, wish.value);
    return edits.length === 0 ? null : { file, text: applyEdits(text, edits) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${file}: ${error.message}`, {
      hint: error.hint,
      detail: { file, ...error.detail },
      cause: error,
    });
  }
}

/** The module system an option belongs to: the system's, unless only Home Manager modules know it. */
function scopeOf(reading: FleetReading, host: HostReading, path: string): ModuleScope {
  const scopes = [...reading.options, ...host.assignments]
    .filter((one) => one.path === path)
    .map((one) => one.scope);
  return scopes.includes('home') && !scopes.includes('nixos') ? 'home' : 'nixos';
}

/** Of the host's own files the one that sets most beside `path`; of equals the nearest. */
function ownFileFor(host: HostReading, path: string, scope: ModuleScope): string {
  const wanted = optionNames(path);
  let best: { file: string; shared: number } | undefined;
  for (const file of host.ownFiles[scope]) {
    const shared = Math.max(
      0,
      ...host.assignments
        .filter((one) => one.file === file && one.scope === scope)
        .map((one) => optionNames(one.path).findIndex((part, index) => part !== wanted[index]))
        .map((first) => (first === -1 ? wanted.length : first)),
    );
    if (!best || shared > best.shared) best = { file, shared };
  }
  if (best) return best.file;
  throw new AppError('no-effect', `${host.name} has no file of its own to write to.`, {
    hint: 'Give it a module file that no other host imports.',
    detail: { host: host.name, ...(host.file === null ? {} : { file: host.file }) },
  });
}

/** A gesture that would not decide anything is refused rather than written. */
function verify(after: FleetReading, wish: Wish): void {
  if (wish.value === null) return;
  const all = hostOf(after, wish.host).assignments.filter((one) => one.path === wish.path);
  if (all.some((one) => one.wins && one.text === wish.value && one.condition === undefined)) return;
  const other = all.find((one) => one.wins);
  throw new AppError('no-effect', `${wish.path} would still be decided elsewhere.`, {
    hint: other ? `See ${other.file}:${other.line}.` : 'The source does not show where.',
    detail: other ? { file: other.file, line: other.line } : {},
  });
}

function titleOf(changes: readonly Change[], roots: readonly string[]): string {
  const titles = changes.map((change) => {
    switch (change.kind) {
      case 'enable':
        return `${leafName(change.path)} on for ${change.host}`;
      case 'disable':
        return `${leafName(change.path)} off for ${change.host}`;
      case 'set':
        return `${shortPath(change.path, roots)} = ${change.value.trim()} for ${change.host}`;
      case 'unset':
        return `${shortPath(change.path, roots)} unset for ${change.host}`;
    }
  });
  const [first] = titles;
  return titles.length > 1 ? `${first} and ${titles.length - 1} more` : (first ?? '');
}
