import type { SourceTree } from './value';

/** What can be asked of a {@link SourceTree}, as it is noted: a letter and the path that is asked about. */
export const questions = {
  load: (file: string): string => `f${file}`,
  placeholder: (file: string): string => `p${file}`,
  list: (folder: string): string => `l${folder}`,
};

/** Asks a noted question again. */
export function askAgain(files: SourceTree, question: string): void {
  const path = question.slice(1);
  switch (question.charAt(0)) {
    case 'f':
      files.load(path);
      break;
    case 'p':
      files.placeholder?.(path);
      break;
    case 'l':
      files.list(path);
      break;
  }
}

/** The questions whose answers may be others once these paths have other content, or came or went. */
export function questionsAbout(changed: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of changed) {
    // A folder is loaded by its default.nix.
    const folder = path === 'default.nix' ? '' : path.replace(/\/default\.nix$/, '');
    for (const about of new Set([path, folder]))
      for (const question of Object.values(questions)) found.add(question(about));
  }
  return found;
}

/** Whether nothing is in both; walks the smaller. */
export function isDisjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const item of small) if (large.has(item)) return false;
  return true;
}
