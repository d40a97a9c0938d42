import {
  applyEdits,
  type Binding,
  type BindingNode,
  type Container,
  type Expression,
  insertAfter,
  nameText,
  type NixTree,
  type TextEdit,
  textOf,
} from '../../../shared/nix-syntax';
import { type Identity, withIdentity } from './identity';
import { wordsOf } from './judge';
import { isJustfile, recipesOf } from './justfile';
import { nameAbove, namesBeside } from './nix-mentions';
import { neighbourOf } from './order';
import { isSound } from './plan';
import { withName } from './rename';
import type { Mention, MentioningFile, Survey } from './survey';
import { isDoc, lineAround, lineStarts } from './text-mentions';
import { withWord } from './word-lists';
import { hostPartOf, literally, occurrences } from './words';

/** Sets in which every host of the fleet has a place, whether or not all have one yet. */
const OF_EVERY_HOST = /^(?:nixosConfigurations|homeConfigurations|colmena(?:Hive)?|nodes)$/;

/** What joins a new host to a fleet in one file. */
export interface Joined {
  readonly text: string;
  /** Places where it would stand beside its model and does not, in sentences. */
  readonly missing: readonly string[];
}

/** Which hosts there are, and which are of the new one's kind. */
export interface Company {
  readonly all: readonly string[];
  /** Hosts of the role of the new one; empty where that is not known. */
  readonly sameRole: readonly string[];
  /** It does all its model does, so it reads the same secrets. */
  readonly isTwin: boolean;
}

/**
 * A file of the fleet with the new host wherever its model stands among all hosts, or among all of its role. Where it
 * is one of some the model was chosen for something, and the new host is not.
 */
export function joinedText(
  entry: MentioningFile,
  survey: Survey,
  identity: Identity,
  company: Company,
): Joined {
  const { tree, mentions } = entry;
  const certain = mentions.filter(({ standing, kind }) => standing === 'host' && kind === 'code');
  if (tree === null) return { text: joinedWords(entry, certain, survey, identity, company), missing: [] };
  const edits: TextEdit[] = [];
  const missing: string[] = [];
  /** What became of the variable that holds the model's key here. */
  let variable: 'none' | 'joined' | 'lacking' = 'none';
  for (const mention of certain) {
    const edit = bindingEdit(entry, survey, tree, mention, identity, company, missing);
    if (edit === 'lacking') variable = 'lacking';
    else if (edit) {
      edits.push(edit);
      const place = mention.nix?.place;
      if (place?.role === 'attribute' && place.owner.kind === 'let') variable = 'joined';
    }
  }
  for (const mention of certain) {
    const edit = itemEdit(tree, mention, identity.name, company, variable);
    if (edit) edits.push(edit);
  }
  const text = applyEdits(entry.text, distinct(edits));
  if (isSound(entry.text, text)) return { text, missing };
  const line = certain[0]?.line ?? 1;
  return {
    text: entry.text,
    missing: [
      `${identity.name} could not be put into ${entry.file}:${line} beside ${survey.name}: do it by hand.`,
    ],
  };
}

/** The same where nothing but a try can tell: one item or attribute beside the model's, whatever list it is in. */
export function triedTexts(entry: MentioningFile, survey: Survey, identity: Identity): string[] {
  const { tree } = entry;
  if (tree === null) return [];
  return entry.mentions.flatMap((mention): string[] => {
    const place = mention.nix?.place;
    if (place?.role !== 'item' && place?.role !== 'attribute') return [];
    const edit =
      place.role === 'item'
        ? insertAfter(
            tree,
            container(place.list),
            place.item,
            renamedNode(tree, mention, place.item, identity.name),
          )
        : copiedBinding(entry, survey, tree, mention, identity);
    if (edit === null || 'lacks' in edit) return [];
    const text = applyEdits(entry.text, [edit]);
    return isSound(entry.text, text) ? [text] : [];
  });
}

function bindingEdit(
  entry: MentioningFile,
  survey: Survey,
  tree: NixTree,
  mention: Mention,
  identity: Identity,
  { all }: Company,
  missing: string[],
): TextEdit | 'lacking' | null {
  const { nix } = mention;
  if (nix?.place.role !== 'attribute') return null;
  const { owner, binding, index } = nix.place;
  const names = new Set(namesBeside(tree, owner, binding, index));
  const others = all.filter((host) => host !== entryName(tree, mention));
  const isKnown = OF_EVERY_HOST.test(nameAbove(tree, nix) ?? '') || others.every((host) => names.has(host));
  if (!isKnown) return null;
  const edit = copiedBinding(entry, survey, tree, mention, identity);
  if (edit === null || !('lacks' in edit)) return edit;
  missing.push(`${identity.name} is not in ${entry.file}:${mention.line} yet, for want of ${edit.lacks}.`);
  return owner.kind === 'let' ? 'lacking' : null;
}

function copiedBinding(
  entry: MentioningFile,
  survey: Pick<Survey, 'name' | 'hosts'>,
  tree: NixTree,
  mention: Mention,
  identity: Identity,
): TextEdit | { readonly lacks: string } | null {
  const { nix } = mention;
  if (nix?.place.role !== 'attribute') return null;
  const { owner, binding, index } = nix.place;
  const within = entry.mentions.filter(
    ({ start, end, standing }) => binding.start <= start && end <= binding.end && standing === 'host',
  );
  const text = renamedRange(entry, within, binding, identity.name);
  const made = withIdentity(text, identity);
  if ('lacks' in made) return made;
  const stand = new Map<string, BindingNode>();
  for (const one of owner.bindings) {
    const host = one.kind === 'binding' && one.path.names.length > index && nameAt(tree, one, index);
    const isBeside =
      host && (host === survey.name || (survey.hosts.has(host) && isUnder(tree, one, binding, index)));
    if (isBeside) stand.set(host, one);
  }
  const anchor = stand.get(neighbourOf([...stand.keys()], identity.name)) ?? binding;
  const open = owner.kind === 'let' ? owner.start + 'let'.length - 1 : owner.open;
  const close = owner.kind === 'let' ? owner.body.start : owner.close;
  return insertAfter(tree, { open, close, items: owner.bindings }, anchor, made.text);
}

function itemEdit(
  tree: NixTree,
  mention: Mention,
  name: string,
  { all, sameRole, isTwin }: Company,
  variable: 'none' | 'joined' | 'lacking',
): TextEdit | null {
  const place = mention.nix?.place;
  if (place?.role !== 'item') return null;
  if (place.item.kind === 'identifier' && variable === 'lacking') return null;
  const words = wordsOf(tree, place.list);
  const hosts = new Set(words.map((word) => hostPartOf(word)));
  const isOfAll = all.length > 1 && all.every((host) => hosts.has(host));
  const isOfRole =
    sameRole.length > 1 && words.length === sameRole.length && sameRole.every((host) => words.includes(host));
  const isKeyOfTwin = isTwin && variable === 'joined' && place.item.kind === 'identifier';
  if (!isOfAll && !isOfRole && !isKeyOfTwin) return null;
  const stand = place.list.items.flatMap((item): [string, Expression][] => {
    const host = hostPartOf(textOf(tree, item).replace(/^"(.*)"$/, '$1'));
    return host !== null && all.includes(host) ? [[host, item]] : [];
  });
  const neighbour = neighbourOf(
    stand.map(([host]) => host),
    name,
  );
  const anchor = stand.find(([host]) => host === neighbour)?.[1] ?? place.item;
  return insertAfter(tree, container(place.list), anchor, renamedNode(tree, mention, place.item, name));
}

function container(list: {
  readonly open: number;
  readonly close: number;
  readonly items: Container['items'];
}): Container {
  return { open: list.open, close: list.close, items: list.items };
}

function renamedNode(
  tree: NixTree,
  { start, end }: Mention,
  node: { readonly start: number; readonly end: number },
  name: string,
): string {
  return textOf(tree, { start: node.start, end: start }) + name + textOf(tree, { start: end, end: node.end });
}

/** The text of a binding in which the mentions have another name. */
function renamedRange(
  entry: MentioningFile,
  mentions: readonly Mention[],
  range: { readonly start: number; readonly end: number },
  name: string,
): string {
  const text = withName(entry, mentions, name);
  const grown = text.length - entry.text.length;
  return text.slice(range.start, range.end + grown);
}

function nameAt(tree: NixTree, binding: Binding, index: number): string | null {
  const node = binding.path.names[index];
  return node ? nameText(tree, node) : null;
}

/** Whether the paths of two bindings are the same before `index`. */
function isUnder(tree: NixTree, a: Binding, b: Binding, index: number): boolean {
  return a.path.names.slice(0, index).every((_, at) => nameAt(tree, a, at) === nameAt(tree, b, at));
}

function entryName(tree: NixTree, { nix }: Mention): string | null {
  if (nix?.place.role !== 'attribute') return null;
  return nameAt(tree, nix.place.binding, nix.place.index);
}

/** Lists of words in scripts and justfiles, and the recipes that every host has. */
function joinedWords(
  entry: MentioningFile,
  mentions: readonly Mention[],
  survey: Survey,
  { name }: Identity,
  { all, sameRole }: Company,
): string {
  const { file, text } = entry;
  if (isDoc(file)) return text;
  const edits = mentions.flatMap((mention): TextEdit[] => {
    const words: readonly string[] = lineAround(text, mention.start).match(/[\w-]+/g) ?? [];
    const present = all.filter((host) => words.includes(host));
    const isOfRole =
      sameRole.length > 1 &&
      present.length === sameRole.length &&
      sameRole.every((host) => present.includes(host));
    if (present.length !== all.length && !isOfRole) return [];
    const line = text.lastIndexOf('\n', mention.start) + 1;
    const anchor = occurrences(
      lineAround(text, mention.start),
      neighbourOf(inOrder(words, present), name),
    )[0];
    if (!anchor) return [];
    const edit = withWord(text, { start: line + anchor.start, end: line + anchor.end }, survey.hosts, name);
    return edit ? [edit] : [];
  });
  const recipe = isJustfile(file) ? recipeEdit(entry, survey.name, name, all) : null;
  return applyEdits(text, distinct(recipe ? [...edits, recipe] : edits));
}

/** The hosts among some words, as they stand there. */
function inOrder(words: readonly string[], hosts: readonly string[]): string[] {
  return words.filter((word, at) => hosts.includes(word) && words.indexOf(word) === at);
}

function recipeEdit(
  { text }: MentioningFile,
  like: string,
  name: string,
  all: readonly string[],
): TextEdit | null {
  const recipes = recipesOf(text);
  const own = recipes.find((recipe) => recipe.name === like);
  if (!own || !all.every((host) => recipes.some((recipe) => recipe.name === host))) return null;
  const starts = lineStarts(text);
  const from = starts[own.from] ?? 0;
  const to = starts[own.to] ?? text.length;
  const pattern = new RegExp(`(?<![\\w-])${literally(like)}(?![\\w-])`, 'g');
  const order = recipes.filter((recipe) => all.includes(recipe.name));
  const neighbour = neighbourOf(
    order.map((recipe) => recipe.name),
    name,
  );
  const behind = starts[order.find((recipe) => recipe.name === neighbour)?.to ?? own.to] ?? text.length;
  return { start: behind, end: behind, text: `\n${text.slice(from, to).replaceAll(pattern, () => name)}` };
}

/** One edit a place: a name may stand several times where one insertion is enough. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ start, end, text }) => {
    const key = `${start} ${end} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
