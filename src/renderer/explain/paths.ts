/**
 * The file of the fleet that a path written in `from` leads to, or null for one that leads out of the fleet or is no
 * plain relative path. A folder is left a folder.
 */
export function linkedFile(from: string, written: string): string | null {
  if (!/^\.\.?\//.test(written)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}
