/**
 * Whether what an xterm sends is an answer of the terminal (position, kind, colours, focus, mouse) and no key: such
 * answers go to the shell that asked alone. A few keys with modifiers look alike (Shift F3); those are taken for
 * answers too, which only keeps them from being typed to many.
 * Source: xterm's control sequences, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function isAnswer(sent: string): boolean {
  return ANSWER.test(sent);
}

const ANSWER =
  // oxlint-disable-next-line no-control-regex -- answers are control sequences
  /^\u001b(?:\[[?>=]?[\d;]*(?:[cntxR]|\$y)|\[<[\d;]+[Mm]|\[M[\s\S]{3}|\[[IO]|[P\]][\s\S]*(?:\u001b\\|\u0007))$/;

const LONGEST_TITLE = 120;

/** A title as a program set it, without what cannot be seen; in one line. */
export function cleanTitle(title: string): string {
  return (
    title
      .slice(0, 4 * LONGEST_TITLE)
      // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      .trim()
      .slice(0, LONGEST_TITLE)
  );
}
