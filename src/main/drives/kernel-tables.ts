import type { Mount } from '../../shared/drives';

/** The lines of `/proc/self/mountinfo` (proc(5)); a line that is not understood is left out. */
export function mountsOf(mountinfo: string): Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const [, , majMin, , target] = before?.split(' ') ?? [];
    const [fsType, source] = after?.split(' ') ?? [];
    if (majMin === undefined || target === undefined || fsType === undefined || source === undefined)
      return [];
    return [{ majMin, source: unescaped(source), target: unescaped(target), fsType }];
  });
}

/** The first column of `/proc/swaps`: devices and files. */
export function swapsOf(swaps: string): string[] {
  return swaps
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/\s/)[0] || [])
    .map(unescaped);
}

/** The kernel writes blanks and backslashes as three octal digits. */
function unescaped(word: string): string {
  return word.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
