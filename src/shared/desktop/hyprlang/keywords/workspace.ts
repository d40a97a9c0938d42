import { readWorkspacePart, type Sourced, type WorkspaceRule } from '../../model';
import type { DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { fields } from './fields';

/** `workspace = SELECTOR, KEY:VALUE, …`. */
export function readWorkspace(builder: DesktopBuilder, { value, computed, at: from }: Statement): void {
  const [selector = '', ...parts] = fields(value);
  const line = `workspace = ${value}`;
  let rule: WorkspaceRule = { selector, layoutOptions: {}, from };
  if (selector === '') return builder.miss(line, 'invalid', from, 'No workspace is named.');
  const layoutOptions: Record<string, Sourced<string>> = {};
  for (const part of parts) {
    if (part === '') continue;
    const colon = part.indexOf(':');
    const key = part.slice(0, Math.max(0, colon)).trim();
    const text = part.slice(colon + 1).trim();
    if (key === 'layoutopt' && text.includes(':')) {
      const split = text.indexOf(':');
      layoutOptions[text.slice(0, split).trim()] = { value: text.slice(split + 1).trim(), from };
      continue;
    }
    const read = readWorkspacePart(key, text, from);
    if (read) rule = { ...rule, ...read };
    else
      builder.miss(
        line,
        computed ? 'computed' : 'invalid',
        from,
        computed ? undefined : `“${part}” is not understood.`,
      );
  }
  builder.workspace({ ...rule, layoutOptions });
}
