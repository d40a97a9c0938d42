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

const [BEL, BS, LF, SO, SI, CAN, SUB, ESC, C1_LEAD] = [7, 8, 10, 14, 15, 0x18, 0x1a, 0x1b, 0xc2];
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
  let mayBeC1 = false;

  /** A whole sequence of CSI without its introducer. Returns whether it only sets colours. */
  const finish = (words: string): boolean => {
    const final = words.at(-1);
    const parameters = words.slice(0, -1);
    if (final === 'm' && /^[\d;:]*$/.test(parameters)) return true;
    if (final === 'r' && /^[\d;]*$/.test(parameters) && !alternate) partial = parameters !== '';
    if (final === 'p' && parameters === '!') partial = false;
    if ((final === 'h' || final === 'l') && parameters.startsWith('?')) {
      if (
        parameters
          .slice(1)
          .split(';')
          .some((mode) => ALTERNATE.has(mode))
      )
        alternate = final === 'h';
    }
    return false;
  };

  return {
    read(bytes) {
      const settled = state === 'ground' && !alternate && !partial && !lost;
      let plain = true;
      let newlines = 0;
      const colours: Colour[] = [];
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        if (mayBeC1) {
          mayBeC1 = false;
          if (byte >= 0x80 && byte < 0xa0) lost = true;
        }
        if (state === 'ground' && byte > 0x1f && byte !== C1_LEAD) continue;
        if (byte === LF) newlines += 1;
        if (byte === ESC) {
          state = 'escape';
          sequence = '';
          continue;
        }
        if (byte === C1_LEAD) mayBeC1 = true;
        switch (state) {
          case 'ground':
            if (byte === SO || byte === SI || byte === BS || byte === CAN || byte === SUB) plain = false;
            break;
          case 'escape':
          case 'intermediate':
            if (byte === CAN || byte === SUB) state = 'ground';
            else if (byte >= 0x80) lost = true;
            else if (byte >= 0x20 && byte < 0x30) state = 'intermediate';
            else if (byte >= 0x30) {
              if (state === 'escape' && byte === 0x5b) {
                state = 'csi';
                break;
              }
              if (state === 'escape' && byte === 0x63) alternate = partial = false;
              if (state === 'escape' && byte === 0x5d) state = 'osc';
              else if (state === 'escape' && 'PX^_'.includes(String.fromCharCode(byte))) state = 'string';
              else state = 'ground';
            }
            plain = false;
            break;
          case 'csi':
            if (byte < 0x20 || byte >= 0x80) {
              // A control in the middle, or nonsense.
              plain = false;
              if (byte === CAN || byte === SUB) state = 'ground';
              else if (byte >= 0x80) lost = true;
              break;
            }
            if (sequence.length === LONGEST) lost = true;
            else sequence += String.fromCharCode(byte);
            if (byte >= 0x40 && byte < 0x7f) {
              state = 'ground';
              if (finish(sequence)) colours.push({ end: at + 1, text: `\u001b[${sequence}` });
              else plain = false;
            }
            break;
          case 'osc':
          case 'string':
            plain = false;
            if (byte === CAN || byte === SUB || (byte === BEL && state === 'osc')) state = 'ground';
            break;
        }
      }
      // Of what has just begun the kind is not known; what was not followed may be anything.
      if (lost || (state !== 'ground' && state !== 'csi')) plain = false;
      return { settled, plain, newlines, colours };
    },
  };
}
