import type { Placed, Sourced } from './place';
import { parseFlag, parseNumber, parseSides, type Sides } from './values';

/**
 * What holds for workspaces that `selector` names: `3`, `name:web`, `special:notes`, or conditions one behind the
 * other: `r[1-5]`, `w[tv1]`, `f[1]`, `s[true]`, `m[DP-1]`, `n[s:web]`. A part that is absent is not written; a later rule
 * for the same workspace wins part by part.
 */
export interface WorkspaceRule extends Placed {
  readonly selector: string;
  readonly gapsIn?: Sourced<Sides>;
  readonly gapsOut?: Sourced<Sides>;
  readonly floatGaps?: Sourced<Sides>;
  readonly borderSize?: Sourced<number>;
  readonly border?: Sourced<boolean>;
  readonly rounding?: Sourced<boolean>;
  readonly shadow?: Sourced<boolean>;
  readonly decorate?: Sourced<boolean>;
  readonly monitor?: Sourced<string>;
  readonly isDefault?: Sourced<boolean>;
  readonly persistent?: Sourced<boolean>;
  readonly defaultName?: Sourced<string>;
  readonly onCreatedEmpty?: Sourced<string>;
  readonly layout?: Sourced<string>;
  /** `orientation`, `direction` … : options of the layout for this workspace alone. */
  readonly layoutOptions: Readonly<Record<string, Sourced<string>>>;
  readonly animation?: Sourced<string>;
}

type Parts = Partial<Omit<WorkspaceRule, 'selector' | 'from' | 'layoutOptions'>>;

/**
 * One part of a workspace rule from its text: the keys of hyprlang (`gapsin`, `on-created-empty`) and of Lua (`gaps_in`,
 * `on_created_empty`) alike. Undefined where the key is unknown or the value does not read.
 */
export function readWorkspacePart(
  key: string,
  text: string,
  from?: Sourced<unknown>['from'],
): Parts | undefined {
  const value = text.trim();
  const put = <T>(name: keyof Parts, read: T | undefined): Parts | undefined =>
    read === undefined ? undefined : ({ [name]: { value: read, ...(from && { from }) } } as Parts);
  switch (key.toLowerCase().replaceAll(/[-_]/g, '')) {
    case 'gapsin':
      return put('gapsIn', parseSides(value));
    case 'gapsout':
      return put('gapsOut', parseSides(value));
    case 'floatgaps':
      return put('floatGaps', parseSides(value));
    case 'bordersize':
      return put('borderSize', parseNumber(value));
    case 'border':
      return put('border', parseFlag(value));
    case 'noborder':
      return put('border', not(parseFlag(value)));
    case 'rounding':
      return put('rounding', parseFlag(value));
    case 'norounding':
      return put('rounding', not(parseFlag(value)));
    case 'shadow':
      return put('shadow', parseFlag(value));
    case 'noshadow':
      return put('shadow', not(parseFlag(value)));
    case 'decorate':
      return put('decorate', parseFlag(value));
    case 'monitor':
      return put('monitor', value);
    case 'default':
      return put('isDefault', parseFlag(value));
    case 'persistent':
      return put('persistent', parseFlag(value));
    case 'defaultname':
      return put('defaultName', value);
    case 'oncreatedempty':
      return put('onCreatedEmpty', value);
    case 'layout':
      return put('layout', value);
    case 'animation':
      return put('animation', value);
    default:
      return undefined;
  }
}

const not = (flag: boolean | undefined): boolean | undefined => (flag === undefined ? undefined : !flag);
