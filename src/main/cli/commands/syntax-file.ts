import { readFile, stat } from 'node:fs/promises';
import { findUndefined, parseNix, printTree } from '../../../shared/nix-syntax';
import { decodeSource } from '../../fleet';

export interface FileReport {
  readonly file: string;
  /** Whether every Nix would take the file. */
  readonly ok: boolean;
  /** Whether the parsed file gives the same bytes again. */
  readonly roundTrip: boolean;
  readonly bytes: number;
  /** `latin1` where the bytes are no UTF-8. */
  readonly encoding?: 'utf8' | 'latin1';
  readonly errors: readonly PlacedMessage[];
  /** What only older versions of Nix refuse. */
  readonly warnings?: readonly PlacedMessage[];
}

interface PlacedMessage {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Looks at one file. Never throws: what cannot be read is reported in its place. */
export async function reportOf(file: string, path: string): Promise<FileReport> {
  try {
    const stats = await stat(path);
    // Reading a pipe or a device might never end.
    if (!stats.isFile()) return unread(file, stats.isDirectory() ? 'it is a folder' : 'it is not a file');
    return judge(file, await readFile(path));
  } catch (error) {
    return unread(file, reasonOf(error));
  }
}

function judge(file: string, bytes: Buffer): FileReport {
  const { text, encoding } = decodeSource(bytes);
  const tree = parseNix(text);
  const problems = tree.errors.length > 0 ? tree.errors : findUndefined(tree);
  return {
    file,
    ok: problems.length === 0,
    roundTrip: Buffer.from(printTree(tree), encoding).equals(bytes),
    bytes: bytes.length,
    encoding,
    errors: problems.map(placed),
    ...(tree.warnings.length > 0 ? { warnings: tree.warnings.map(placed) } : {}),
  };
}

const placed = ({ line, column, message }: PlacedMessage): PlacedMessage => ({ line, column, message });

function unread(file: string, reason: string): FileReport {
  const errors = [{ line: 1, column: 1, message: `cannot be read: ${reason}` }];
  return { file, ok: false, roundTrip: false, bytes: 0, errors };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file (ENOENT)';
    case 'EACCES':
      return 'permission denied (EACCES)';
    case 'ELOOP':
      return 'its symbolic links lead in a circle (ELOOP)';
    default:
      return code ?? message;
  }
}
