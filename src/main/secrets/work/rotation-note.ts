import type { RulePlace } from '../rules/model';

/** When a secret got its value, and how long that is good for; as a comment beside its rule says. */
export interface Rotation {
  /** Day in UTC, `2026-11-26`. */
  readonly on: string;
  /** Days until it is due again; null where nobody said. */
  readonly every: number | null;
}

const NOTE = /# rotated (\d{4}-\d{2}-\d{2})(?:, every (\d{1,5}) days)?(?=\s|$)/;

/** What stands on the rule's line, or on the one above it; null where neither tells. */
export function rotationAt(text: string, { line }: Pick<RulePlace, 'line'>): Rotation | null {
  const lines = text.split('\n');
  for (const index of [line - 1, line - 2]) {
    const found = NOTE.exec(lines[index] ?? '');
    if (found?.[1] === undefined || !isAlone(lines, index, line - 1)) continue;
    return { on: found[1], every: found[2] === undefined ? null : Number(found[2]) };
  }
  return null;
}

/** The text with the note: in the place of the one that is there, else on a line of its own above the rule. */
export function withRotation(text: string, { line }: Pick<RulePlace, 'line'>, rotation: Rotation): string {
  const note = `# rotated ${rotation.on}${rotation.every === null ? '' : `, every ${rotation.every} days`}`;
  const lines = text.split('\n');
  for (const index of [line - 1, line - 2]) {
    const present = lines[index];
    if (present === undefined || !NOTE.test(present) || !isAlone(lines, index, line - 1)) continue;
    lines[index] = present.replace(NOTE, note);
    return lines.join('\n');
  }
  const indent = /^\s*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
  lines.splice(line - 1, 0, `${indent}${note}`);
  return lines.join('\n');
}

/** Whether a note on the line above is a line of its own, and not the end of another rule. */
const isAlone = (lines: readonly string[], index: number, rule: number): boolean =>
  index === rule || /^\s*#/.test(lines[index] ?? '');

/** The day on which it is due, null where nobody said. */
export function dueOn({ on, every }: Rotation): string | null {
  if (every === null) return null;
  const day = new Date(`${on}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return null;
  day.setUTCDate(day.getUTCDate() + every);
  return day.toISOString().slice(0, 10);
}
