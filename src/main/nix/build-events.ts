import type { BuildNode } from '../../shared/contract';
import type { NixEvent } from './internal-json';

/** `ssh-ng://nix@big?…` → `big`; Nix says nothing for this machine. */
export function machineName(store: string): string {
  return store
    .replace(/^[a-z-]+:\/\//, '')
    .replace(/^[^@]*@/, '')
    .replace(/\?.*$/, '');
}

/** What a node of an activity is; null for those that are no node. */
export function nodeKind(type: Extract<NixEvent, { kind: 'start' }>['type']): BuildNode['kind'] | null {
  switch (type) {
    case 'build':
      return 'build';
    case 'substitute':
    case 'file-transfer':
      return 'fetch';
    case 'copy-path':
      return 'copy';
    case 'realise':
    case 'copy-paths':
    case 'builds':
    case 'query-path-info':
    case 'post-build-hook':
    case 'build-waiting':
    case 'fetch-tree':
    case 'other':
      return null;
  }
}

/**
 * Derivations a message names as failed by their own builder. Up to 2.26: "builder for 'X.drv' failed …",
 * "hash mismatch in fixed-output derivation 'X.drv'"; from 2.3x: "Cannot build 'X.drv'.\nReason: …".
 * Those that only wait for a failed one are left out.
 */
export function failedDerivations(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(/(?:builder for|fixed-output derivation) '([^']+\.drv)'/g)) {
    if (match[1]) found.add(match[1]);
  }
  for (const match of text.matchAll(/Cannot build '([^']+\.drv)'\.\s*Reason: ([^\n]*)/g)) {
    if (match[1] && !/dependenc(?:y|ies) failed/.test(match[2] ?? '')) found.add(match[1]);
  }
  return [...found];
}
