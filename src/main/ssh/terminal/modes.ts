/** What a program has switched on in a terminal, as far as output that is kept no longer told it. */
export interface Modes {
  /** Goes over output in the order it was said. */
  read(bytes: Uint8Array): void;
  /** Whether a full-screen program had the screen. */
  readonly alternate: boolean;
  /** Sequences that bring a fresh terminal into the same modes. */
  prologue(): Buffer;
}

/**
 * Private modes (DECSET) worth restoring: cursor keys, origin, wrapping, cursor shown, keypad, alternate screen,
 * mouse reports, focus reports, bracketed paste. Those that are on from the start are told when off.
 * Source: xterm's control sequences, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
const KNOWN = new Set([1, 6, 7, 25, 47, 66, 1000, 1002, 1003, 1004, 1006, 1047, 1049, 2004]);
const ON_AT_FIRST = new Set([7, 25]);
const ALTERNATE = [47, 1047, 1049];

/** Longest sequence that is looked at; one of more parameters than that is nobody's. */
const LONGEST = 64;
const ESC = 0x1b;
// oxlint-disable-next-line no-control-regex -- control sequences are what is looked for
const SEQUENCE = /^\x1b(?:\[\?([\d;]{1,60})([hl])|(c))/;

/** Most sequences are colours: told apart by a look at two bytes. */
function mayBeMode(text: Buffer, at: number): boolean {
  const next = text[at + 1];
  return next === 0x63 || (next === 0x5b && text[at + 2] === 0x3f);
}

/** Follows output for its modes. */
export function createModes(): Modes {
  const changed = new Map<number, boolean>();
  let rest = Buffer.alloc(0);

  const apply = (found: RegExpExecArray): void => {
    const [, numbers, letter, reset] = found;
    if (reset !== undefined) changed.clear();
    for (const word of (numbers ?? '').split(';')) {
      const mode = Number(word);
      if (!KNOWN.has(mode)) continue;
      const on = letter === 'h';
      if (on === ON_AT_FIRST.has(mode)) changed.delete(mode);
      else changed.set(mode, on);
    }
  };

  return {
    read(bytes) {
      const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const text = rest.length === 0 ? given : Buffer.concat([rest, given]);
      rest = Buffer.alloc(0);
      for (let at = text.indexOf(ESC); at >= 0; at = text.indexOf(ESC, at + 1)) {
        const found = mayBeMode(text, at) ? SEQUENCE.exec(text.toString('latin1', at, at + LONGEST)) : null;
        if (found) apply(found);
        else if (text.length - at < LONGEST && text.indexOf(ESC, at + 1) < 0) {
          // Perhaps the beginning of one that goes on in what comes next.
          rest = Buffer.from(text.subarray(at));
        }
      }
    },
    get alternate() {
      return ALTERNATE.some((mode) => changed.get(mode) === true);
    },
    prologue() {
      const words = [...changed].map(([mode, on]) => `\x1b[?${mode}${on ? 'h' : 'l'}`);
      return Buffer.from(words.join(''));
    },
  };
}
