/** A ref that gives the focus to what has just been shown, for fields a dialog is opened to fill. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
