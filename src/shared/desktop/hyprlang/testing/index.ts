import { parseHyprlandVersion, type DesktopModel } from '../../model';
import { readHyprlang } from '../read';
import { wholeFile } from '../text';

/** The desktop of one file without others beside it. */
export const read = (text: string, version = '0.56.2'): DesktopModel =>
  readHyprlang(wholeFile('a.conf', text), parseHyprlandVersion(version)!);

/** What is not in the model: line, reason and text. */
export const missed = (model: DesktopModel): string[] =>
  model.notUnderstood.map(({ text, why, from }) => `${from?.line} ${why} ${text}`);

/** Values without their places. */
export const plain = (
  parts: Readonly<Record<string, { readonly value: unknown }>>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parts).map(([name, { value }]) => [name, value]));
