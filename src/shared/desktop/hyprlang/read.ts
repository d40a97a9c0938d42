import { isAtLeast, parseColour, type DesktopModel, type HyprlandVersion } from '../model';
import { DesktopBuilder } from '../reading';
import { Blocks } from './blocks';
import { readBind, readUnbind } from './keywords/bind';
import { fields } from './keywords/fields';
import { readMonitor } from './keywords/monitor';
import { readAnimation, readBezier } from './keywords/motion';
import { readOldLayerRule, readOldWindowRule } from './keywords/old-rule';
import { readEnvironment, readGesture, readPermission, startOf } from './keywords/others';
import { isNewForm, readRule } from './keywords/rule';
import { readWorkspace } from './keywords/workspace';
import { readStatements, type HyprlangSurroundings, type Statement, type Statements } from './statements';
import type { PiecedText } from './text';

/**
 * A hyprland.conf as a desktop. Never throws: what does not read, or `version` does not know, is in `notUnderstood` with
 * file and line.
 */
export const readHyprlang = (
  text: PiecedText,
  version: HyprlandVersion,
  surroundings: HyprlangSurroundings = {},
): DesktopModel => desktopOf(readStatements(text, surroundings), version);

/** The desktop that statements make, wherever they were written: in a file, in a string, or as a set of Nix. */
export function desktopOf(
  { statements, bad, variables }: Statements,
  version: HyprlandVersion,
): DesktopModel {
  const builder = new DesktopBuilder(version);
  const reader = new Keywords(builder);
  for (const { text, at, why, because } of bad) builder.miss(text, why, at, because);
  for (const { name, value, at } of variables) {
    const colour = /^(rgba?\(|0x|#)/i.test(value) ? parseColour(value) : undefined;
    if (colour) builder.colours.push({ name: `$${name}`, colour, from: at });
  }
  for (const statement of statements) reader.read(statement);
  reader.finish();
  builder.notUnderstood.sort(byPlace([...new Set(statements.map(({ at }) => at.file))]));
  return builder.model();
}

/** By file in the order they were read, then by line. */
const byPlace =
  (files: readonly string[]) =>
  (one: DesktopModel['notUnderstood'][number], other: DesktopModel['notUnderstood'][number]): number =>
    files.indexOf(one.from?.file ?? '') - files.indexOf(other.from?.file ?? '') ||
    (one.from?.line ?? 0) - (other.from?.line ?? 0);

/** Takes statement after statement into a model. */
class Keywords {
  readonly #builder: DesktopBuilder;
  readonly #blocks = new Blocks();
  #submap: string | undefined;

  constructor(builder: DesktopBuilder) {
    this.#builder = builder;
  }

  read(statement: Statement): void {
    const builder = this.#builder;
    const { section, key, value, computed, at, valueAt } = statement;
    if (section[0] === 'plugin') {
      const path = [...section, key].join(':');
      return builder.plugin(section[1] ?? key, path, { text: value, from: at });
    }
    if (this.#blocks.take(builder, statement)) return;
    const option = builder.option([...section, key], { text: value, computed, from: valueAt });
    if (option !== 'unknown' || this.#keyword(statement)) return;
    const path = [...section, key].join(':');
    builder.miss(`${path} = ${value}`, 'unknown', at, `Hyprland has no option “${path}”.`);
  }

  finish(): void {
    this.#blocks.finish(this.#builder);
  }

  /** Reads a keyword, in whichever section it stands; false where it is none. */
  #keyword(statement: Statement): boolean {
    const builder = this.#builder;
    const { key, value, at: from } = statement;
    const when = startOf(key);
    if (when) {
      builder.startup.push({ when, command: value, from });
      return true;
    }
    switch (key) {
      case 'monitor':
        readMonitor(builder, statement);
        return true;
      case 'workspace':
        readWorkspace(builder, statement);
        return true;
      case 'windowrule':
      case 'windowrulev2':
      case 'layerrule':
      case 'layerrulev2':
        readAnyRule(builder, statement);
        return true;
      case 'bezier':
        readBezier(builder, statement);
        return true;
      case 'animation':
        readAnimation(builder, statement);
        return true;
      case 'unbind':
        readUnbind(builder, statement, this.#submap);
        return true;
      case 'submap': {
        const [name = ''] = fields(value);
        this.#submap = name === 'reset' || name === '' ? undefined : name;
        return true;
      }
      case 'plugin':
        builder.plugin(value, 'plugin', { text: value, from });
        return true;
      case 'permission':
        readPermission(builder, statement);
        return true;
      default:
    }
    if (/^bind[a-z]*$/.test(key)) readBind(builder, statement, this.#submap);
    else if (/^gesture[a-z]*$/.test(key)) readGesture(builder, statement);
    else if (/^envd?$/.test(key)) readEnvironment(builder, statement);
    else return false;
    return true;
  }
}

/** A rule for windows or layers in whichever of its forms, where the version reads that form. */
function readAnyRule(builder: DesktopBuilder, statement: Statement): void {
  const { key, value, computed, at } = statement;
  if (computed) return builder.miss(`${key} = ${value}`, 'computed', at);
  const kind = key.startsWith('layer') ? 'layer' : 'window';
  const isNew = !key.endsWith('v2') && isNewForm(value);
  if (isNew !== isAtLeast(builder.version, 0, 53))
    return builder.miss(
      `${key} = ${value}`,
      'other-version',
      at,
      isNew
        ? 'Rules of this form came with Hyprland 0.53.'
        : 'Rules of this form went with Hyprland 0.53; it takes “match:class …, float on”.',
    );
  if (isNew) readRule(builder, statement, kind);
  else if (kind === 'window') readOldWindowRule(builder, statement);
  else readOldLayerRule(builder, statement);
}
