import { basename } from 'node:path';
import { AppError } from '../../../shared/contract';
import { textBeside } from './beside';

/** A checksum to compare an image with. */
export interface Expected {
  readonly sha256: string;
  readonly from: 'given' | 'file';
  /** Where it stands; null where it was given. */
  readonly file: string | null;
}

const NAMES = ['.sha256', '.sha256sum'];
/** Bytes. A list for a folder of images is longer than any for one, and still short. */
const LONGEST = 1024 * 1024;

/** The checksum that was given, else that of a file beside the image; null where there is none. */
export async function expectedChecksum(image: string, given: string | undefined): Promise<Expected | null> {
  if (given !== undefined) return { sha256: given, from: 'given', file: null };
  for (const ending of NAMES) {
    const file = `${image}${ending}`;
    const text = await textBeside(file, LONGEST);
    if (text === null) continue;
    const sha256 = checksumIn(text, basename(image));
    if (sha256 !== null) return { sha256, from: 'file', file };
  }
  return null;
}

/** In the words of `sha256sum`, plain or with `--tag`, or the checksum alone. */
export function checksumIn(text: string, name: string): string | null {
  const lines = text.split('\n').map((line) => line.trim());
  for (const line of lines) {
    const named =
      /^\\?([0-9a-f]{64}) [ *](.+)$/i.exec(line) ??
      turned(/^SHA256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i.exec(line));
    if (named !== null && basename(named[2]!) === name) return named[1]!.toLowerCase();
  }
  const filled = lines.filter((line) => line !== '');
  const alone = filled.length === 1 ? /^[0-9a-f]{64}$/i.exec(filled[0]!) : null;
  return alone === null ? null : alone[0].toLowerCase();
}

function turned(found: RegExpExecArray | null): [string, string, string] | null {
  return found === null ? null : [found[0], found[2]!, found[1]!];
}

/** The refusal of an image whose bytes are not what was promised. */
export function wrongChecksum(image: string, expected: Expected, sha256: string): AppError {
  const where = expected.file === null ? 'the one that was given' : `the one in ${basename(expected.file)}`;
  return new AppError(
    'checksum-wrong',
    `The checksum of ${basename(image)} is not ${where}. Nothing was written.`,
    {
      hint: 'The image is damaged or another one: fetch or build it again.',
      detail: { image, expected: expected.sha256, sha256 },
    },
  );
}
