import { AppError, type HostLeftover } from '../../../shared/contract';
import { applyEdits, type TextEdit } from '../../../shared/nix-syntax';
import { isJustfile, recipesOf } from './justfile';
import {
  type HostPlan,
  isSound,
  isTaken,
  leftover,
  newTroubles,
  onePerLine,
  type Reach,
  readAfter,
} from './plan';
import { nixRemovals } from './removals';
import { isDoc, isEntryOf, isListItem, lineStarts } from './text-mentions';
import { type LifeCycleSource, type Mention, type MentioningFile, type Survey, surveyOf } from './survey';
import { withoutWord } from './word-lists';

/**
 * Takes a host out of the fleet: its files, and every place that names it and can go. Throws `unknown-host`,
 * `conflict` for the last host, `not-literal` when the flake computes that it is there.
 */
export function planRetire(source: LifeCycleSource, name: string, reach: Reach): HostPlan {
  const survey = surveyOf(source, name);
  if (survey.host.inFlake && survey.before.hosts.filter((host) => host.inFlake).length === 1) {
    throw new AppError('conflict', `${name} is the only host of this fleet.`, {
      hint: 'Add another host first; a fleet has one at least.',
      detail: { host: name },
    });
  }
  const texts = new Map<string, string | null>();
  const leftovers: HostLeftover[] = [];
  for (const file of survey.own.files) {
    if (source.text(file) === null) {
      leftovers.push({ file, line: 1, text: 'is no text file: remove it yourself', kind: 'file' });
    } else texts.set(file, null);
  }
  for (const entry of survey.files) {
    if (survey.own.has(entry.file)) continue;
    const { text, left } = withoutHost(entry, survey, reach);
    if (text !== entry.text) texts.set(entry.file, text);
    leftovers.push(...left.map((mention) => leftover(entry, mention)));
  }
  const after = readAfter(source, survey.before, texts, `Retiring ${name}`);
  requireGone(survey, new Set(after.hosts.map((host) => host.name)));
  return {
    title: `${name} retired`,
    hosts: [name],
    texts,
    brings: [],
    needs: [],
    leftovers: onePerLine(leftovers),
    warnings: [...secretsToRekey(survey, texts), ...newTroubles(survey.before, after)],
  };
}

/** A file without what is only there for the host, and the mentions that stay. */
function withoutHost(
  entry: MentioningFile,
  survey: Survey,
  reach: Reach,
): { text: string; left: readonly Mention[] } {
  const mentions = entry.mentions.filter((mention) => isTaken(entry.file, mention, reach));
  const wanted = (kept: boolean): readonly TextEdit[] =>
    entry.tree === null
      ? textRemovals(entry, mentions, survey, reach)
      : nixRemovals(entry, mentions, reach, survey.hosts, kept);
  for (const keepsVariables of [false, true]) {
    const edits = outermost(wanted(keepsVariables));
    const text = applyEdits(entry.text, edits);
    if (entry.tree !== null && !isSound(entry.text, text)) continue;
    const left = entry.mentions.filter(
      ({ start, end }) => !edits.some((edit) => edit.start <= start && end <= edit.end),
    );
    return { text, left };
  }
  return { text: entry.text, left: entry.mentions };
}

function textRemovals(
  { file, text }: MentioningFile,
  mentions: readonly Mention[],
  { name, hosts }: Survey,
  { also }: Reach,
): TextEdit[] {
  const recipes = isJustfile(file) ? recipesOf(text) : [];
  const starts = lineStarts(text);
  const lines = (from: number, to: number): TextEdit => ({
    start: starts[from] ?? text.length,
    end: starts[to] ?? text.length,
    text: '',
  });
  return mentions.flatMap((mention): TextEdit[] => {
    const at = mention.line - 1;
    if (also.has(`${file}:${mention.line}`)) return [lines(at, at + 1)];
    const recipe = recipes.find(({ from, to }) => from <= at && at < to);
    if (recipe?.name === name) {
      const isBlank =
        (text.slice(starts[recipe.to] ?? text.length, starts[recipe.to + 1]) || 'x').trim() === '';
      return [lines(recipe.from, recipe.to + (isBlank ? 1 : 0))];
    }
    if (isDoc(file))
      return isEntryOf(text.slice(starts[at], starts[at + 1]), name) ? [lines(at, at + 1)] : [];
    if (isListItem(text.slice(starts[at], starts[at + 1]), name)) return [lines(at, at + 1)];
    const word = withoutWord(text, mention, hosts);
    return word ? [word] : [];
  });
}

/** Edits that lie in no other; of equal ones the first, and overlapping ones joined. */
function outermost(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last && edit.start < last.end) {
      if (edit.end > last.end) kept[kept.length - 1] = { ...last, end: edit.end };
    } else kept.push(edit);
  }
  return kept;
}

function requireGone({ host, name, before }: Survey, after: ReadonlySet<string>): void {
  const lost = before.hosts.find((one) => one.name !== name && !after.has(one.name));
  if (!after.has(name) && !lost) return;
  const place = host.declaredAt ?? { file: host.file ?? 'flake.nix', line: host.line ?? 1 };
  throw new AppError(
    'not-literal',
    lost ? `Retiring ${name} would take ${lost.name} away too.` : `The flake computes that ${name} is there.`,
    {
      hint: `Nothing was written. See ${place.file}:${place.line}, and take it out there by hand.`,
      detail: { host: name, ...place },
    },
  );
}

/** Secrets stay readable for a key until they are encrypted anew, whatever the list of recipients says. */
function secretsToRekey({ files, name }: Survey, texts: ReadonlyMap<string, string | null>): string[] {
  return files
    .filter(({ file, text }) => texts.has(file) && /\.publicKeys\s*=/.test(text))
    .map(
      ({ file }) =>
        `${name} is no recipient in ${file} any more, but can read what is encrypted to it until that is done anew (agenix -r) and the secrets themselves are changed.`,
    );
}
