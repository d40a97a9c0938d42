/** Text from the clipboard as it may reach a shell. */
export interface Paste {
  /** Without characters that steer a terminal; line breaks are `\n`. */
  readonly text: string;
  /** Characters that were taken out. */
  readonly removed: number;
  /** Lines, the last one counted only where it holds something. */
  readonly lines: number;
}

/** C0 but tab and line breaks, DEL, and C1: among them ESC, which could end a bracketed paste before its time. */
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Marks that turn the order in which the rest is read: what one sees would not be what runs. */
const TURNING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;

/** Cleans a text for pasting. */
export function cleanPaste(given: string): Paste {
  const unified = given.replace(/\r\n?|[\u2028\u2029]/g, '\n');
  const text = unified.replace(STEERING, '').replace(TURNING, '');
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return { text, removed: unified.length - text.length, lines };
}

/**
 * Whether to ask before a paste. A shell that is told what is pasted (bracketed) runs nothing until Enter, so one
 * line with its break is harmless there; anywhere else every line break runs what stands before it.
 */
export function asksFirst(paste: Paste, bracketed: boolean, warns: boolean): boolean {
  if (paste.text === '') return false;
  if (paste.removed > 0) return true;
  return warns && (bracketed ? paste.lines > 1 : paste.text.includes('\n'));
}
