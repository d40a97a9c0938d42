import { AppError } from '../../../shared/contract';
import { applyEdits, nixName, type TextEdit } from '../../../shared/nix-syntax';
import { checkNewName, isVariableName } from './name';
import {
  type HostPlan,
  isSound,
  isTaken,
  leftover,
  newTroubles,
  onePerLine,
  type Reach,
  readAfter,
  twinFiles,
} from './plan';
import { type LifeCycleSource, type Mention, type MentioningFile, type Survey, surveyOf } from './survey';

/**
 * Gives a host another name in every place that means it, its files and folders too. Throws `unknown-host`,
 * `bad-host-name`, `conflict` when a file is in the way, `not-literal` when the flake computes the name.
 */
export function planRename(source: LifeCycleSource, from: string, to: string, reach: Reach): HostPlan {
  const survey = surveyOf(source, from);
  checkNewName(
    to,
    [...survey.hosts].filter((host) => host !== from || to === from),
  );
  const { texts, leftovers } = renamedTexts(source, survey, to, reach);
  const after = readAfter(source, survey.before, texts, `Renaming ${from}`);
  requireRenamed(
    survey,
    after.hosts.map((host) => host.name),
    to,
  );
  const warnings = [
    `The machine itself keeps the name ${from} until ${to} is deployed to it${addressOf(survey) === null ? `, and it is reached as ${to} from now on` : ''}.`,
    ...newTroubles(survey.before, after),
  ];
  return {
    title: `${from} renamed to ${to}`,
    hosts: [to],
    texts,
    takesAfter: twinFiles(survey, to),
    brings: [],
    needs: [],
    leftovers,
    warnings,
  };
}

/** The texts of a fleet in which the host has another name, and what still has the old one. */
function renamedTexts(
  source: LifeCycleSource,
  survey: Survey,
  to: string,
  reach: Reach,
): Pick<HostPlan, 'texts' | 'leftovers'> {
  const texts = new Map<string, string | null>();
  const leftovers: HostPlan['leftovers'][number][] = [];
  const known = new Set(source.files);
  for (const entry of survey.files) {
    const edited = renamedText(entry, to, reach);
    const target = survey.own.renamed(entry.file, to);
    if (target !== entry.file) {
      if (known.has(target)) throw inTheWay(target);
      texts.set(entry.file, null);
      texts.set(target, edited.text);
    } else if (edited.text !== entry.text) texts.set(entry.file, edited.text);
    for (const mention of edited.left) leftovers.push({ ...leftover(entry, mention), file: target });
  }
  for (const file of survey.own.files) {
    if (source.text(file) !== null) continue;
    leftovers.push({ file, line: 1, text: 'is no text file: move it yourself', kind: 'file' });
  }
  return { texts, leftovers: onePerLine(leftovers) };
}

/** A file in which the mentions that are taken have another name; the others are told. */
export function renamedText(
  entry: MentioningFile,
  to: string,
  reach: Reach,
): { text: string; left: readonly Mention[] } {
  const taken = entry.mentions.filter((mention) => isTaken(entry.file, mention, reach));
  const attempt = (mentions: readonly Mention[]): string => withName(entry, mentions, to);
  const left = (mentions: readonly Mention[]): Mention[] =>
    entry.mentions.filter((mention) => !mentions.includes(mention));
  const variables = isVariableName(to) ? taken : taken.filter((mention) => !isVariable(mention));
  const whole = attempt(variables);
  if (entry.tree === null || isSound(entry.text, whole)) return { text: whole, left: left(variables) };
  // A variable whose definition is not ours to rename: leave the variables of this file as they are.
  const rest = taken.filter((mention) => !isVariable(mention));
  const careful = attempt(rest);
  if (isSound(entry.text, careful)) return { text: careful, left: left(rest) };
  return { text: entry.text, left: entry.mentions };
}

/** A file's text in which these mentions have another name, whatever becomes of it. */
export function withName(entry: MentioningFile, mentions: readonly Mention[], to: string): string {
  return applyEdits(
    entry.text,
    mentions.map((mention) => replacement(entry, mention, to)),
  );
}

function replacement({ text }: MentioningFile, { start, end, nix }: Mention, to: string): TextEdit {
  const isAttribute = nix?.chain.at(-1)?.kind === 'identifier' && !isVariableNode(nix);
  return { start, end, text: isAttribute && text.charAt(start - 1) !== '"' ? nixName(to) : to };
}

function isVariable({ nix }: Mention): boolean {
  return nix !== undefined && isVariableNode(nix);
}

/** Whether a place of Nix is a variable or its definition, which cannot be quoted. */
function isVariableNode({ place, chain }: NonNullable<Mention['nix']>): boolean {
  if (chain.at(-1)?.kind !== 'identifier') return false;
  switch (place.role) {
    case 'variable':
    case 'item':
      return true;
    case 'inherit':
      return place.inherit.from === undefined;
    case 'attribute':
      return place.index === 0 && place.owner.kind !== 'attrSet';
    case 'select':
    case 'value':
    case 'path':
    case 'text':
    case 'comment':
      return false;
  }
}

function requireRenamed({ host, before, name }: Survey, after: readonly string[], to: string): void {
  const expected = before.hosts.map((one) => (one.name === name ? to : one.name)).toSorted();
  if (after.toSorted().join('\0') === expected.join('\0')) return;
  const place = host.declaredAt ?? { file: host.file ?? 'flake.nix', line: host.line ?? 1 };
  throw new AppError(
    'not-literal',
    `The flake computes the name ${name}, so it cannot be changed as a text.`,
    {
      hint: `Nothing was written. See ${place.file}:${place.line}, and rename it there by hand.`,
      detail: { host: name, ...place },
    },
  );
}

function addressOf({ host }: Survey): unknown {
  return host.facts['address']?.value ?? null;
}

/** The refusal to write over a file. */
export function inTheWay(file: string): AppError {
  return new AppError('conflict', `${file} is there already.`, {
    hint: 'Nothing was written. Move that file away, or choose another name.',
    detail: { file },
  });
}
