import {
  type AttrPath,
  type NixNode,
  type NixTree,
  attrPathOf,
  callOf,
  childrenOf,
  decodeString,
} from '../../../shared/nix-syntax';
import type { Leak } from '../../../shared/contract';
import { PASSWORD_HASH, mayBeCredential, tellingKind, tellsHash } from './telling';

/** A credential in a text: where it stands, and what told of it. */
export interface Found {
  /** Offsets of the credential itself. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: Leak['kind'];
  /** As the end of “This is …”. */
  readonly words: string;
}

/** Attributes under which a set describes options instead of setting them, or holds words for people. */
const DESCRIBING = new Set([
  'options',
  'description',
  'example',
  'default',
  'longDescription',
  'meta',
  'assertions',
]);

/** Functions that give back what they are given last, with a condition or a priority. */
const KEEPING = new Set([
  'mkIf',
  'mkDefault',
  'mkForce',
  'mkOverride',
  'mkOptionDefault',
  'mkMerge',
  'mkBefore',
  'mkAfter',
  'optionalAttrs',
  'optionalString',
  'recursiveUpdate',
]);
/** Functions that declare options, or write for people. */
const SPEAKING = new Set([
  'mkOption',
  'mkEnableOption',
  'mkPackageOption',
  'literalExpression',
  'mdDoc',
  'mkRemovedOptionModule',
  'mkRenamedOptionModule',
  'throw',
  'abort',
  'warn',
  'trace',
]);

/** Credentials that a Nix file writes as the text of an attribute with a telling name, and empty passwords of users. */
export function inNix(tree: NixTree): Found[] {
  const found: Found[] = [];
  const pending: { node: NixNode; path: readonly string[] }[] = [{ node: tree.root, path: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, path } = next;
    if (node.kind === 'string') {
      const one = inString(tree, node, path);
      if (one) found.push(one);
    }
    if (node.kind === 'apply') {
      // A text that another function is given is not what its attribute is set to.
      const call = callOf(tree, node);
      if (call && SPEAKING.has(call.name)) continue;
      const inner = call && KEEPING.has(call.name) ? path : [];
      for (const child of childrenOf(node)) pending.push({ node: child, path: inner });
      continue;
    }
    if (node.kind === 'lambda') {
      // Defaults of arguments are settings too.
      for (const formal of node.formals?.items ?? [])
        if (formal.fallback) pending.push({ node: formal.fallback, path: [formal.name.name] });
      pending.push({ node: node.body, path });
      continue;
    }
    if (node.kind === 'binding') {
      const inner = [...path, ...namesOf(tree, node.path)];
      if (!inner.some((name, at) => DESCRIBING.has(name) && at >= path.length))
        pending.push({ node: node.value, path: inner });
      continue;
    }
    const inner = isOther(node) ? [] : path;
    for (const child of childrenOf(node)) pending.push({ node: child, path: inner });
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** In a list, a comparison or a part of a text, a text is not the value of the attribute around it. */
function isOther(node: NixNode): boolean {
  if (node.kind === 'binary') return node.operator !== '//' && node.operator !== '++';
  return (
    node.kind === 'list' || node.kind === 'select' || node.kind === 'hasAttr' || node.kind === 'interpolation'
  );
}

function namesOf(tree: NixTree, path: AttrPath): string[] {
  return attrPathOf(tree, path).map(({ name }) => name ?? '');
}

function inString(
  tree: NixTree,
  node: Extract<NixNode, { kind: 'string' }>,
  path: readonly string[],
): Found | null {
  const text = decodeString(tree.source, node);
  const name = path.at(-1) ?? '';
  if (text === undefined || node.indented || name === '') return null;
  const at = { start: node.start + 1, end: node.end - 1, name: path.join('.') };
  if (PASSWORD_HASH.test(text))
    return { ...at, kind: 'password-hash', words: 'the hash of a password, which can be guessed at' };
  const isOfUser = path.includes('users') && tellsHash(name);
  if (text === '' && (isOfUser || (path.includes('users') && /^(?:initialP|p)assword$/.test(name))))
    return {
      ...at,
      start: node.start,
      end: node.end,
      kind: 'password',
      words: 'an empty password: anybody can log in',
    };
  const kind = tellingKind(name);
  if (kind === null || tellsHash(name) || !mayBeCredential(text, kind)) return null;
  return { ...at, kind, words: WORDS[kind] };
}

/** What stands under a telling name. */
export const WORDS: Readonly<Record<Leak['kind'], string>> = {
  'private-key': 'a private key in clear',
  token: 'a token or key in clear',
  password: 'a password in clear',
  secret: 'a secret in clear',
  'password-hash': 'the hash of a password, which can be guessed at',
};
