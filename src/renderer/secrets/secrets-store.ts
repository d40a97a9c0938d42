import { create } from 'zustand';
import type { Show } from './secrets-model';

/** What is asked on the page; a secret is named by its file. */
export type Question =
  | { readonly is: 'create' }
  | { readonly is: 'show' | 'edit' | 'rotate' | 'rename' | 'remove' | 'recipients'; readonly file: string }
  | { readonly is: 'rekey'; readonly files: readonly string[] }
  | { readonly is: 'rotated'; readonly file: string; readonly hosts: readonly string[] }
  | { readonly is: 'identities' | 'leaks' | 'add-host' };

interface SecretsState {
  readonly query: string;
  readonly show: Show;
  /** File of the secret whose details are open. */
  readonly open: string | null;
  readonly question: Question | null;
}

/** What the page remembers while the window is open. No content of a secret is ever here. */
export const useSecretsState = create<SecretsState>(() => ({
  query: '',
  show: 'all',
  open: null,
  question: null,
}));

export const setSecretsState = useSecretsState.setState;

export function ask(question: Question): void {
  setSecretsState({ question });
}

export function asked(): void {
  setSecretsState({ question: null });
}
