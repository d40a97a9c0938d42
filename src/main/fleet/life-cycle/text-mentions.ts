import type { Standing } from './judge';
import { isJustfile, recipesOf } from './justfile';
import type { OwnPlaces } from './own-places';
import { withoutWord } from './word-lists';
import { hyphenated, isAddressed, literally, type Occurrence, occurrences } from './words';

/** What a name is in a file that is not Nix. */
export interface TextMention extends Occurrence {
  readonly standing: Standing;
  /** Prose for people, as against text that something reads. */
  readonly isDoc: boolean;
}

export interface TextJudge {
  readonly name: string;
  /** All hosts, this one among them. */
  readonly hosts: ReadonlySet<string>;
  readonly isAmbiguous: boolean;
  readonly own: OwnPlaces;
}

const DOCS = /\.(?:md|markdown|txt|rst|adoc|org|typ)$|(?:^|\/)(?:README|LICENSE|CHANGELOG|NOTES)[^/]*$/i;

/** Whether a file is written for people to read. */
export function isDoc(file: string): boolean {
  return DOCS.test(file);
}

/** Every place of a file that is not Nix where `name` stands. */
export function textMentions(file: string, text: string, judge: TextJudge): TextMention[] {
  const forPeople = isDoc(file);
  const isCertain = isJustfile(file) ? inJustfile(text, judge) : inEntry(text, judge);
  return occurrences(text, judge.name).map((occurrence) => {
    const line = lineAround(text, occurrence.start);
    const isComment = /^\s*(?:#|\/\/|;|--)(?!!)/.test(line) && !forPeople;
    return {
      ...occurrence,
      standing: isCertain(occurrence) ? 'host' : standingIn(text, occurrence, judge),
      isDoc: forPeople || isComment,
    };
  });
}

/** In a justfile the recipe of a host's name is all its own, and a word that is exactly the name is the host. */
function inJustfile(text: string, { name }: TextJudge): (occurrence: Occurrence) => boolean {
  const starts = lineStarts(text);
  const own = recipesOf(text).filter((recipe) => recipe.name === name);
  return ({ start, end }) =>
    own.some(({ from, to }) => (starts[from] ?? 0) <= start && start < (starts[to] ?? text.length)) ||
    (/(?:^|[\s"'])$/.test(text.slice(Math.max(0, start - 1), start)) &&
      /^(?:["'\s:]|$)/.test(text.slice(end, end + 1)));
}

/** In a document the entry of a host stands beside the entry of another. */
function inEntry(text: string, { name, hosts }: TextJudge): (occurrence: Occurrence) => boolean {
  const others = [...hosts].filter((host) => host !== name);
  return ({ start }) => {
    const line = lineAround(text, start);
    const isEntry = isEntryOf(line, name) ? isEntryOf : isListItem(line, name) ? isListItem : null;
    if (isEntry === null) return false;
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const beside = [lineAround(text, Math.max(0, from - 1)), lineAround(text, from + line.length + 1)];
    return beside.some((one) => others.some((host) => isEntry(one, host)));
  };
}

/** Whether a line of a document is a host's own: the row of a table or the item of a list that begins with it. */
export function isEntryOf(line: string, name: string): boolean {
  return new RegExp(`^\\s*(?:\\||[-*+])\\s*[\\[*_\`]*${literally(name)}[\\]*_\`]*(?:[\\s:|(,]|$)`).test(line);
}

/** Whether a line is an item of a list in YAML, with the anchors by which sops names its keys. */
export function isListItem(line: string, name: string): boolean {
  return new RegExp(
    `^\\s*-\\s+(?:&${literally(name)}\\s+\\S+|\\*?["']?${literally(name)}["']?)\\s*(?:#.*)?$`,
  ).test(line);
}

/** Where each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function standingIn(
  text: string,
  occurrence: Occurrence,
  { name, isAmbiguous, own, hosts }: TextJudge,
): Standing {
  if (own.isNamedAt(text, occurrence)) return 'host';
  if (hyphenated(text, occurrence) !== name) return 'unclear';
  if (isAddressed(text, occurrence) || withoutWord(text, occurrence, hosts)) return 'host';
  const before = text.charAt(occurrence.start - 1);
  const after = text.charAt(occurrence.end);
  // Part of a path or of a file's name that is not the host's own.
  if (before === '/' || after === '/' || (after === '.' && /\w/.test(text.charAt(occurrence.end + 1)))) {
    return 'unclear';
  }
  return isAmbiguous ? 'unclear' : 'host';
}

/** The line that holds an offset, without its end. */
export function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end);
}
