/** The output of a script that tells lines of tab-separated fields, apart but not yet understood. */
export interface RawFacts {
  /** Whether the script ran at all: its first line was there. */
  readonly began: boolean;
  /** Whether its last line was there. */
  readonly ended: boolean;
  /** Fields of each line by its name, in order. */
  readonly rows: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** The first line of resources/facts/host-facts.sh. */
const HEADER = 'snowfleet-facts 1';
const FOOTER = 'end';
/** No host has more of one thing than this; more is noise. */
const MOST_ROWS = 200;
/** The longest line there is: the state of Tailscale as JSON. */
const LONGEST_LINE = 70_000;

/**
 * Takes the lines of an answer apart. Whatever stands before the first line (a banner, words of a shell's start file)
 * is passed over; a last line without its end was cut off and is dropped. Never throws.
 */
export function parseFactLines(output: string, header: string = HEADER): RawFacts {
  const lines = output.split('\n');
  const cut = lines.pop() ?? '';
  const start = lines.findIndex((line) => line.trimEnd() === header);
  const rows = new Map<string, string[][]>();
  if (start === -1) return { began: cut.trimEnd() === header, ended: false, rows };
  for (const line of lines.slice(start + 1)) {
    if (line === FOOTER) return { began: true, ended: true, rows };
    if (line.length > LONGEST_LINE) continue;
    const [name = '', ...fields] = line.split('\t');
    if (!/^[a-z][a-z-]{0,30}$/.test(name)) continue;
    const known = rows.get(name) ?? [];
    rows.set(name, known);
    if (known.length < MOST_ROWS) known.push(fields);
  }
  return { began: true, ended: cut === FOOTER, rows };
}

/** Text a host wrote, without control and invisible characters and not without end. */
export function plainText(text: string, longest = 300): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longest);
}

/** A whole number that JavaScript can hold; undefined for anything else. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d{1,16}$/.test(text.trim())) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
