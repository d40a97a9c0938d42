import { extname } from 'node:path';
import { AppError } from '../../../shared/contract';
import { type Scene, sceneSvg } from '../../../shared/desktop';
import { writeFileAtomic } from '../../state';
import { pngOf } from './png';

/** A way to keep a picture, by the end of its file's name. */
export type PictureKind = 'svg' | 'png' | 'json';

/** The kind a file's name asks for. Throws `usage` for any other. */
export function pictureKind(file: string): PictureKind {
  const end = extname(file).slice(1).toLowerCase();
  if (end === 'svg' || end === 'png' || end === 'json') return end;
  throw new AppError(
    'usage',
    `A picture cannot be written as ${end === '' ? 'a file without an ending' : `.${end}`}.`,
    { hint: 'End the name with .svg, .png or .json.' },
  );
}

/**
 * Writes a picture as its name asks for, whole or not at all: the drawing, or with `.json` what it was drawn from. Throws
 * `usage`, `disk-full`, `unreadable-file`.
 */
export async function savePicture(
  file: string,
  what: { readonly scene: Scene; readonly document: unknown },
): Promise<void> {
  const kind = pictureKind(file);
  const content = await contentOf(kind, what);
  try {
    await writeFileAtomic(file, content);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unreadable-file', `The picture could not be written to ${file}.`, {
      hint: 'Nothing was written. Choose a place where a file can be.',
      detail: { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) },
      cause: error,
    });
  }
}

async function contentOf(
  kind: PictureKind,
  { scene, document }: { readonly scene: Scene; readonly document: unknown },
): Promise<string | Uint8Array> {
  switch (kind) {
    case 'svg':
      return sceneSvg(scene);
    case 'png':
      return pngOf(sceneSvg(scene));
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
  }
}
