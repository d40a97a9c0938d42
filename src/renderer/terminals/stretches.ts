/** What a piece of output does, as far as it matters for leaving it out. */
export interface Stretch {
  /**
   * Whether, where it begins, no sequence is under way and the normal screen scrolls as a whole: each line end then
   * moves what is above one line further up.
   */
  readonly settled: boolean;
  /** Whether it is nothing but text, line ends and colours. */
  readonly plain: boolean;
  readonly newlines: number;
  /** Colours and styles that it sets, each with the offset after it. */
  readonly colours: readonly Colour[];
}

export interface Colour {
  readonly end: number;
  /** The sequence, whole also where it began in the piece before. */
  readonly text: string;
}

/**
 * Goes over output in its order. A parser of control sequences as far as it is needed to know where text is only text;
 * what it does not know for sure makes a piece not plain. Source: ECMA-48, and the states of Paul Williams' parser,
 * https://vt100.net/emu/dec_ansi_parser, which xterm follows.
 */
export interface StretchReader {
  read(bytes: Uint8Array): Stretch;
}

type State = 'ground' | 'escape' | 'intermediate' | 'csi' | 'osc' | 'string';

const [BEL, BS, LF, SO, SI, CAN, SUB, ESC] = [7, 8, 10, 14, 15, 0x18, 0x1a, 0x1b];
/** In UTF-8 it stands before a control of eight bits. */
const C1_LEAD = 0xc2;
/** Controls among text that do more than go on to the right or down. */
const UNSURE = new Set([BS, SO, SI, CAN, SUB]);
/** What ESC and this byte begin: `[`, `]`, and `P X ^ _`. */
const BEGINS: Readonly<Record<number, State>> = {
  0x5b: 'csi',
  0x5d: 'osc',
  0x50: 'string',
  0x58: 'string',
  0x5e: 'string',
  0x5f: 'string',
};
/** A sequence that is longer is nobody's. */
const LONGEST = 100;
const ALTERNATE = new Set(['47', '1047', '1049']);

export function createStretchReader(): StretchReader {
  let state: State = 'ground';
  let sequence = '';
  let alternate = false;
  /** Whether the normal screen scrolls only in part. */
  let partial = false;
  /** A control of eight bits was seen (C1, as two bytes of UTF-8), or nonsense: whatever it began is not followed. */
  let lost = false;
  let afterLead = false;

  /** A whole sequence of CSI, without its introducer. Returns whether it only sets colours. */
  const finish = (words: string): boolean => {
    const final = words.at(-1);
    const parameters = words.slice(0, -1);
    if (final === 'm' && /^[\d;:]*$/.test(parameters)) return true;
    if (final === 'r' && /^[\d;]*$/.test(parameters) && !alternate) partial = parameters !== '';
    if (final === 'p' && parameters === '!') partial = false;
    if ((final === 'h' || final === 'l') && parameters.startsWith('?')) {
      const modes = parameters.slice(1).split(';');
      if (modes.some((mode) => ALTERNATE.has(mode))) alternate = final === 'h';
    }
    return false;
  };

  /** After ESC, or ESC and some of what may stand in between. */
  const inEscape = (byte: number): void => {
    const isFirst = state === 'escape';
    if (byte >= 0x80) lost = true;
    else if (byte >= 0x20 && byte < 0x30) state = 'intermediate';
    else if (byte >= 0x30) {
      state = (isFirst ? BEGINS[byte] : undefined) ?? 'ground';
      // A full reset.
      if (isFirst && byte === 0x63) alternate = partial = false;
    }
  };

  /** In a sequence of CSI. Returns its text where it is whole now and only sets colours. */
  const inCsi = (byte: number): string | null => {
    if (byte >= 0x80 || sequence.length === LONGEST) lost = true;
    else if (byte >= 0x20) sequence += String.fromCharCode(byte);
    if (byte < 0x40 || byte >= 0x7f) return null;
    state = 'ground';
    return finish(sequence) ? `\u001b[${sequence}` : null;
  };

  return {
    read(bytes) {
      const settled = state === 'ground' && !alternate && !partial && !lost;
      let plain = true;
      let newlines = 0;
      const colours: Colour[] = [];
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        if (byte >= 0x80 && byte < 0xa0 && afterLead) lost = true;
        afterLead = byte === C1_LEAD;
        if (state === 'ground' && byte > 0x1f) continue;
        if (byte === LF) newlines += 1;
        if (byte === ESC) {
          state = 'escape';
          sequence = '';
        } else if (state === 'ground') {
          if (UNSURE.has(byte)) plain = false;
        } else if (byte === CAN || byte === SUB || (byte === BEL && state === 'osc')) {
          state = 'ground';
          plain = false;
        } else if (state === 'csi') {
          const colour = inCsi(byte);
          if (colour !== null) colours.push({ end: at + 1, text: colour });
          else if (state !== 'csi' || byte < 0x20) plain = false;
        } else {
          const begins = state === 'escape' && BEGINS[byte] === 'csi';
          if (state === 'escape' || state === 'intermediate') inEscape(byte);
          if (!begins) plain = false;
        }
      }
      // Of what has just begun the kind is not known; what was not followed may be anything.
      if (lost || (state !== 'ground' && state !== 'csi')) plain = false;
      return { settled, plain, newlines, colours };
    },
  };
}
