import { create } from 'zustand';
import { toAppError } from '../../shared/carrier';
import { toErrorShape, type ErrorShape } from '../../shared/contract';

/** A failure that stays on the page as a line until it is read and closed. */
export interface Notice {
  readonly id: number;
  readonly title: string;
  readonly error: ErrorShape;
}

interface Toast {
  readonly id: number;
  readonly title: string;
  readonly detail: string;
  readonly onUndo?: () => void;
}

export const useNotices = create<{ notices: readonly Notice[] }>(() => ({ notices: [] }));
export const useToast = create<{ toast: Toast | null }>(() => ({ toast: null }));

let next = 1;

/** Puts a failure on the page; the same failure is not shown twice. */
export function notify(title: string, error: ErrorShape): void {
  useNotices.setState((old) =>
    old.notices.some((notice) => notice.title === title && notice.error.message === error.message)
      ? old
      : { notices: [...old.notices.slice(-2), { id: next++, title, error }] },
  );
}

/** For the end of a promise whose failure the user must see. */
export function notifyFailure(title: string): (error: unknown) => void {
  return (error) => notify(title, toErrorShape(toAppError(error)));
}

export function dismissNotice(id: number): void {
  useNotices.setState((old) => ({ notices: old.notices.filter((notice) => notice.id !== id) }));
}

/** After a gesture that worked and can be undone; one at a time. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  useToast.setState({ toast: { ...toast, id: next++ } });
}

export function hideToast(): void {
  useToast.setState({ toast: null });
}
