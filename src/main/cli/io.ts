import type { ErrorShape } from '../../shared/contract';

/** Where a command's words go. With `--json` standard output carries JSON only. */
export interface Io {
  readonly json: boolean;
  /** Somebody sits at the terminal and can be asked. */
  readonly isInteractive: boolean;
  /** A line of JSON on standard output. */
  document(value: unknown): void;
  /** Words on standard output: the answer itself, for people. Nothing with `--json`. */
  print(text: string): void;
  /** Words on standard error: progress, hints, questions. */
  say(text: string): void;
}

export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly isInteractive: boolean;
}

const line = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

export function createIo(streams: Streams, json: boolean): Io {
  return {
    json,
    isInteractive: streams.isInteractive,
    document: (value) => void streams.stdout.write(`${JSON.stringify(value)}\n`),
    print(text) {
      if (!json) streams.stdout.write(line(text));
    },
    say: (text) => void streams.stderr.write(line(text)),
  };
}

/** A failure: for scripts on standard output, for people on standard error. `extra` joins the JSON document. */
export function printError(io: Io, error: ErrorShape, extra: Record<string, unknown> = {}): void {
  if (io.json) {
    io.document({ ...extra, error });
    return;
  }
  io.say(`error: ${error.message}`);
  if (error.hint !== '') io.say(`hint: ${error.hint}`);
}

/**
 * What came from hosts, Nix or files, fit for a terminal: control characters are shown, not obeyed, so that a
 * build log cannot move the cursor or set a title. Tabs and line ends stay.
 */
export function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (c) =>
    c === '\r' ? '' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
