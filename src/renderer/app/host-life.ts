import { create } from 'zustand';

/** What is asked about a host's life; null while nothing is. */
type Asked =
  { readonly kind: 'add' } | { readonly kind: 'clone' | 'rename' | 'retire'; readonly host: string } | null;

interface LifeView {
  readonly asked: Asked;
  /** What had the focus before; gets it back. */
  readonly from: HTMLElement | null;
}

export const useLife = create<LifeView>(() => ({ asked: null, from: null }));

/** Opens the wizard or one of the dialogs. */
export function askAboutHost(asked: NonNullable<Asked>): void {
  const focused = document.activeElement;
  useLife.setState({ asked, from: focused instanceof HTMLElement ? focused : null });
}

/** Closes what is asked about a host, and gives the focus back. */
export function closeLife(): void {
  const { from } = useLife.getState();
  useLife.setState({ asked: null, from: null });
  requestAnimationFrame(() => {
    if (from?.isConnected) from.focus();
  });
}
