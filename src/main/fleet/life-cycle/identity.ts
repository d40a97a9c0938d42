import { createHash } from 'node:crypto';
import {
  applyEdits,
  type Binding,
  nameText,
  nixString,
  type NixTree,
  parseNix,
  removal,
  type TextEdit,
  walk,
} from '../../../shared/nix-syntax';
import { literally } from './words';

/** What two machines must not share, of the one that is the model and of the new one. */
export interface Identity {
  readonly name: string;
  readonly oldAddress: string | null;
  readonly address: string | null;
  /** `TYPE BASE64` of its SSH host key. */
  readonly hostKey: string | null;
}

/** Keys of a host as fleets write them: SSH host keys and age recipients. */
const KEY = /\b(?:(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/]+={0,3}|age1[0-9a-z]{50,})/g;

/** A text about the model with key and address of the new host; the reason why not where one of them is missing. */
export function withIdentity(
  text: string,
  { oldAddress, address, hostKey }: Identity,
): { readonly text: string } | { readonly lacks: 'its SSH host key' | 'its address' } {
  let out = text;
  const keys = [...text.matchAll(KEY)];
  if (keys.length > 0) {
    if (hostKey === null || keys.some(([key]) => key.startsWith('age1')))
      return { lacks: 'its SSH host key' };
    out = out.replaceAll(KEY, () => hostKey);
  }
  if (oldAddress !== null && addressPattern(oldAddress).test(out)) {
    if (address === null) return { lacks: 'its address' };
    out = out.replaceAll(addressPattern(oldAddress), () => address);
  }
  return { text: out };
}

/**
 * A copied file of Nix without what must be a machine's own: the host id is made anew (from the name, so that a
 * preview says what will be written), the machine id goes, and so do lines with the old address where there is no new
 * one. `removed` tells the lines that went.
 */
export function ownIdentity(text: string, identity: Identity): { text: string; removed: readonly string[] } {
  const tree = parseNix(text);
  if (tree.errors.length > 0) return { text, removed: [] };
  const edits: TextEdit[] = [];
  const removed: string[] = [];
  for (const node of walk(tree.root)) {
    if (node.kind !== 'binding') continue;
    const edit = identityEdit(tree, node, identity);
    if (edit === null) continue;
    if (edit.text === '') removed.push(tree.source.slice(node.start, node.end));
    edits.push(edit);
  }
  let out = applyEdits(text, edits);
  const { oldAddress, address } = identity;
  if (oldAddress !== null && address !== null) {
    out = out.replaceAll(addressPattern(oldAddress), () => address);
  }
  return { text: out, removed };
}

function identityEdit(
  tree: NixTree,
  binding: Binding,
  { name, oldAddress, address }: Identity,
): TextEdit | null {
  const names = binding.path.names.map((one) => nameText(tree, one));
  const { value } = binding;
  if (value.kind !== 'string') return null;
  if (names.at(-1) === 'hostId') {
    return { start: value.start, end: value.end, text: nixString(hostIdOf(name)) };
  }
  if (names.some((one) => one === 'machine-id')) return removal(tree, binding);
  const text = tree.source.slice(value.start, value.end);
  if (oldAddress === null || address !== null || !addressPattern(oldAddress).test(text)) return null;
  return removal(tree, binding);
}

/** Eight hex digits (`networking.hostId`, networking.nix of NixOS). */
function hostIdOf(name: string): string {
  return createHash('sha256').update(`snowfleet host id ${name}`).digest('hex').slice(0, 8);
}

/** An address that is not part of a longer one. */
function addressPattern(address: string): RegExp {
  const literal = literally(address);
  return new RegExp(`(?<![\\w.:-])${literal}(?![\\w-]|\\.\\w|:[0-9a-f])`, 'g');
}
