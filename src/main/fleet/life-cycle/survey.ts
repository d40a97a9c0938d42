import { AppError } from '../../../shared/contract';
import { optionNames } from '../../../shared/features';
import { type NixTree, parseNix } from '../../../shared/nix-syntax';
import type { FleetReading, HostReading } from '../reading/read-fleet';
import type { Overlay } from '../reading/overlay';
import { type Judge, standingOf, type Standing } from './judge';
import { type NixMention, nixMentions } from './nix-mentions';
import { type OwnPlaces, ownPlaces } from './own-places';
import { textMentions } from './text-mentions';
import type { Occurrence } from './words';

/** What planning a host's life reads through. */
export interface LifeCycleSource {
  /** The fleet as it would be with texts laid over it. */
  read(overlay: Overlay): FleetReading;
  /** Every file that belongs to the fleet, relative to it. */
  readonly files: readonly string[];
  /** Those of them in which the name stands as a word. */
  naming(name: string): readonly string[];
  /** Null for what is no text or is a link: such a file is not edited. */
  text(file: string): string | null;
}

/** A place that names a host. */
export interface Mention extends Occurrence {
  readonly line: number;
  readonly standing: Standing;
  /** `code` is read by a program, the others by people. */
  readonly kind: 'code' | 'comment' | 'doc';
  /** How it stands in a file of Nix that can be parsed. */
  readonly nix?: NixMention;
}

export interface MentioningFile {
  readonly file: string;
  readonly text: string;
  /** Null where it is not Nix, or cannot be parsed. */
  readonly tree: NixTree | null;
  readonly mentions: readonly Mention[];
}

/** Everything a fleet says of one host. */
export interface Survey {
  readonly host: HostReading;
  readonly name: string;
  readonly hosts: ReadonlySet<string>;
  readonly own: OwnPlaces;
  readonly files: readonly MentioningFile[];
  readonly before: FleetReading;
}

/** Finds every mention of a host, and what each means. Throws `unknown-host`. */
export function surveyOf(source: LifeCycleSource, name: string): Survey {
  const before = source.read(new Map());
  const host = before.hosts.find((one) => one.name === name);
  if (!host) {
    throw new AppError('unknown-host', `This fleet has no host named ${name}.`, {
      hint: `Hosts: ${before.hosts.map((one) => one.name).join(', ')}.`,
      detail: { host: name },
    });
  }
  const hosts = new Set(before.hosts.map((one) => one.name));
  const modules = [...host.ownFiles.nixos, ...host.ownFiles.home, ...(host.inFlake ? [] : [host.file ?? ''])];
  const isText = (file: string): boolean => source.text(file) !== null;
  const own = ownPlaces({ files: source.files, name, hosts, modules, isText });
  const declared = new Set(host.declaredAt ? [`${host.declaredAt.file}:${host.declaredAt.line}`] : []);
  const candidates = [...new Set([...source.naming(name), ...own.files])];
  const texts = candidates.flatMap((file): { file: string; text: string; tree: NixTree | null }[] => {
    if (file.endsWith('flake.lock')) return [];
    const text = source.text(file);
    if (text === null) return [];
    const tree = file.endsWith('.nix') ? parseNix(text) : null;
    return [{ file, text, tree: tree && tree.errors.length === 0 ? tree : null }];
  });
  const judgeAll = (isAmbiguous: boolean): MentioningFile[] =>
    texts.map(({ file, text, tree }) => {
      const judge = { name, hosts, isAmbiguous, own, file, isOwn: own.has(file), declared };
      return { file, text, tree, mentions: tree ? inNix(tree, judge) : inText(file, text, judge) };
    });
  // A name that is also an option, a driver or a feature is believed only where its place speaks for a host.
  const isOption = [...before.options, ...before.catalogue].some((one) =>
    optionNames(one.path).includes(name),
  );
  const first = judgeAll(isOption);
  const isElsewhere = first.some(
    ({ tree, mentions }) =>
      tree !== null &&
      mentions.some(({ standing, nix }) => standing === 'other' && nix?.place.role !== 'path'),
  );
  const files = !isOption && isElsewhere ? judgeAll(true) : first;
  return { host, name, hosts, own, before, files };
}

function inNix(tree: NixTree, judge: Judge): Mention[] {
  const mentions = nixMentions(tree, judge.name);
  // Variables of a file stand or fall with their definition.
  const definition = mentions.find(({ place }) => place.role === 'attribute' && place.owner.kind === 'let');
  const defined = definition && standingOf(tree, definition, judge);
  const isArgument = mentions.some(({ chain }) => chain.at(-2)?.kind === 'formal');
  const isOfHosts = mentions.some(
    (mention) => mention.place.role !== 'comment' && standingOf(tree, mention, judge) === 'host',
  );
  return mentions.map((mention) => {
    const { place } = mention;
    const isVariable =
      place.role === 'variable' || (place.role === 'item' && mention.chain.at(-1)?.kind === 'identifier');
    const own = standingOf(tree, mention, judge);
    // A file that speaks of the host speaks of it in its comments too.
    const said = place.role === 'comment' && isOfHosts ? 'host' : own;
    const standing = !isVariable ? said : isArgument ? 'unclear' : (defined ?? own);
    return {
      start: mention.start,
      end: mention.end,
      line: tree.lines.place(mention.start).line,
      standing,
      kind: place.role === 'comment' ? 'comment' : 'code',
      nix: mention,
    };
  });
}

function inText(file: string, text: string, judge: Judge): Mention[] {
  const lines = lineNumbers(text);
  return textMentions(file, text, judge).map(({ start, end, standing, isDoc }) => ({
    start,
    end,
    line: lines(start),
    // What cannot be parsed is not edited.
    standing: file.endsWith('.nix') ? 'unclear' : standing,
    kind: isDoc ? 'doc' : 'code',
  }));
}

/** Line numbers, from 1, of offsets that ascend. */
function lineNumbers(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset; at += 1) if (text.charCodeAt(at) === 10) line += 1;
    return line;
  };
}
