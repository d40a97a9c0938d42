import {
  type DesktopModel,
  hexText,
  hyprlandText,
  isAtLeast,
  type OptionValue,
  optionValue,
  type Place,
  type SceneColour,
} from '../../../shared/desktop';

/** A value as the panel shows it. */
export interface ValueRow {
  /** The option's key, or another name that tells rows apart. */
  readonly key: string;
  readonly name: string;
  readonly words: string;
  /** Colours to show beside the words. */
  readonly colours: readonly SceneColour[];
  /** Where it is written; absent for a default. */
  readonly from?: Place;
}

/** Values under one heading. */
export interface ValueGroup {
  readonly name: string;
  readonly rows: readonly ValueRow[];
}

const px = (value: number): string => `${value} px`;

/** A value in words, lengths with their unit. */
export function optionWords(value: OptionValue | undefined, unit: 'px' | '' = ''): string {
  switch (value?.kind) {
    case undefined:
      return 'not set';
    case 'flag':
      return value.flag ? 'on' : 'off';
    case 'whole':
    case 'number':
      return unit === 'px' ? px(value.number) : String(Math.round(value.number * 1000) / 1000);
    case 'text':
      return value.text === '' ? 'not set' : value.text;
    case 'sides': {
      const { top, right, bottom, left } = value.sides;
      return top === right && top === bottom && top === left
        ? px(top)
        : `${top} ${right} ${bottom} ${left} px`;
    }
    case 'gradient':
      return value.gradient.colours.length > 1 ? `${value.gradient.angle} deg` : '';
    case 'colour':
      return '';
    case 'pair':
      return `${value.pair.x}, ${value.pair.y}`;
  }
}

function coloursOf(value: OptionValue | undefined): readonly SceneColour[] {
  if (value?.kind === 'gradient') return value.gradient.colours.map(hexText);
  return value?.kind === 'colour' ? [hexText(value.colour)] : [];
}

function option(model: DesktopModel, key: string, name: string, unit: 'px' | '' = ''): ValueRow {
  const value = optionValue(model.options, key);
  const from = model.options[key]?.from;
  return { key, name, words: optionWords(value, unit), colours: coloursOf(value), ...(from ? { from } : {}) };
}

function layoutRows(model: DesktopModel): readonly ValueRow[] {
  const layout = optionValue(model.options, 'general:layout');
  switch (layout?.kind === 'text' ? layout.text : 'dwindle') {
    case 'master':
      return [
        option(model, 'master:mfact', 'Master’s share'),
        option(model, 'master:orientation', 'Orientation'),
        option(model, 'master:new_status', 'New windows are'),
      ];
    case 'scrolling':
      return [option(model, 'scrolling:column_width', 'Column width')];
    case 'dwindle':
      return [
        option(model, 'dwindle:default_split_ratio', 'Split ratio'),
        option(model, 'dwindle:force_split', 'Force split'),
        option(model, 'dwindle:preserve_split', 'Preserve split'),
      ];
    default:
      return [];
  }
}

function motionRows(model: DesktopModel): readonly ValueRow[] {
  const named = new Map(model.animations.map((animation) => [animation.name, animation]));
  return [
    option(model, 'animations:enabled', 'Animations'),
    ...[...named.values()].slice(0, 24).map((animation): ValueRow => ({
      key: `animation:${animation.name}`,
      name: animation.name,
      words: animation.on
        ? [`${animation.speed / 10} s`, animation.curve.replace(/^spring:/u, ''), animation.style ?? '']
            .filter(Boolean)
            .join(', ')
        : 'off',
      colours: [],
      ...(animation.from ? { from: animation.from } : {}),
    })),
  ];
}

function barRows(model: DesktopModel): readonly ValueRow[] {
  return model.bars.map((bar, index) => ({
    key: `bar:${index}`,
    name: bar.name ?? bar.program,
    words: [bar.thickness === undefined ? 'as its contents need' : px(bar.thickness), bar.edge].join(', '),
    colours: [],
    ...(bar.from ? { from: bar.from } : {}),
  }));
}

function wallpaperRows(model: DesktopModel): readonly ValueRow[] {
  return model.wallpapers.map((wallpaper, index) => ({
    key: `wallpaper:${index}`,
    name: wallpaper.outputs.length === 0 ? 'Wallpaper' : `Wallpaper of ${wallpaper.outputs.join(', ')}`,
    words: wallpaper.show.kind === 'picture' ? (wallpaper.show.path.split('/').at(-1) ?? '') : '',
    colours: wallpaper.show.kind === 'colour' ? [hexText(wallpaper.show.colour)] : [],
    ...(wallpaper.from ? { from: wallpaper.from } : {}),
  }));
}

/** What decides how the desktop looks, in the order a person asks for it. Groups without rows are left out. */
export function valueGroups(model: DesktopModel): readonly ValueGroup[] {
  const groups: readonly ValueGroup[] = [
    {
      name: 'Tiling',
      rows: [
        option(model, 'general:layout', 'Layout'),
        option(model, 'general:gaps_in', 'Inner gaps'),
        option(model, 'general:gaps_out', 'Outer gaps'),
        ...layoutRows(model),
      ],
    },
    {
      name: 'Border',
      rows: [
        option(model, 'general:border_size', 'Width', 'px'),
        option(model, 'general:col.active_border', 'Active'),
        option(model, 'general:col.inactive_border', 'Inactive'),
        option(model, 'decoration:rounding', 'Rounding', 'px'),
      ],
    },
    {
      name: 'Look',
      rows: [
        option(model, 'decoration:active_opacity', 'Active opacity'),
        option(model, 'decoration:inactive_opacity', 'Inactive opacity'),
        option(model, 'decoration:dim_inactive', 'Dim inactive'),
        option(model, 'decoration:blur:enabled', 'Blur'),
        // The keys of shadows before 0.45 are others, and not in the model.
        ...(isAtLeast(model.version, 0, 45)
          ? [
              option(model, 'decoration:shadow:enabled', 'Shadow'),
              option(model, 'decoration:shadow:range', 'Shadow’s reach', 'px'),
            ]
          : []),
      ],
    },
    { name: 'Bar', rows: barRows(model) },
    { name: 'Wallpaper', rows: wallpaperRows(model) },
    { name: 'Motion', rows: motionRows(model) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/** What stands where a value is nobody's line. */
export const defaultWords = (model: DesktopModel): string =>
  `Hyprland ${hyprlandText(model.version)} default`;
