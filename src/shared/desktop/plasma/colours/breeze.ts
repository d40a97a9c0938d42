import { type BarColours, type ColourScheme, parseRgb, type Rgb, rgb, type SurfaceColours } from './scheme';

/** The colours of Breeze, KDE's own look, as facts: numbers measured from Plasma 6.7, in a form of our own. */

const c = (text: string): Rgb => parseRgb(`#${text}`) ?? rgb(0, 0, 0);

/** What most of Breeze's surfaces share. */
const marks = {
  focus: c('3daee9'),
  hover: c('3daee9'),
  visited: c('9b59b6'),
  negative: c('da4453'),
  neutral: c('f67400'),
  positive: c('27ae60'),
};
const ON_LIGHT = { ...marks, foreground: c('232629'), inactive: c('707d8a'), link: c('2980b9') };
const ON_DARK = { ...marks, foreground: c('fcfcfc'), inactive: c('a1a9b1'), link: c('1d99f3') };
const ON_SELECTION = {
  ...marks,
  link: c('fdbc4b'),
  negative: c('b03745'),
  neutral: c('c65c00'),
  positive: c('176839'),
};
const surface = (
  background: string,
  alternate: string,
  rest: Omit<SurfaceColours, 'background' | 'alternate'>,
): SurfaceColours => ({ background: c(background), alternate: c(alternate), ...rest });
const bar = (background: string, foreground: string): BarColours => ({
  background: c(background),
  foreground: c(foreground),
});

export const BREEZE_LIGHT: ColourScheme = {
  name: 'Breeze Light',
  window: surface('eff0f1', 'e3e5e7', ON_LIGHT),
  view: surface('ffffff', 'f7f7f7', ON_LIGHT),
  button: surface('fcfcfc', 'a3d4fa', ON_LIGHT),
  selection: surface('3daee9', 'a3d4fa', { ...ON_SELECTION, foreground: c('ffffff'), inactive: c('707d8a') }),
  tooltip: surface('f7f7f7', 'eff0f1', ON_LIGHT),
  complementary: surface('2a2e32', '1b1e20', ON_DARK),
  activeTitle: bar('dee0e2', '232629'),
  inactiveTitle: bar('eff0f1', '707d8a'),
};

export const BREEZE_DARK: ColourScheme = {
  name: 'Breeze Dark',
  window: surface('202326', '292c30', ON_DARK),
  view: surface('141618', '1d1f22', ON_DARK),
  button: surface('292c30', '1e5774', ON_DARK),
  selection: surface('3daee9', '1e5774', { ...ON_SELECTION, foreground: c('fcfcfc'), inactive: c('a1a9b1') }),
  tooltip: surface('292c30', '202326', ON_DARK),
  complementary: surface('202326', '1e5774', ON_DARK),
  activeTitle: bar('292c30', 'fcfcfc'),
  inactiveTitle: bar('202326', 'a1a9b1'),
};

const CLASSIC = {
  ...ON_LIGHT,
  hover: c('93cee9'),
  foreground: c('232627'),
  inactive: c('7f8c8d'),
  visited: c('7f8c8d'),
  neutral: c('c65c00'),
};

export const BREEZE_CLASSIC: ColourScheme = {
  name: 'Breeze Classic',
  window: surface('eff0f1', 'bdc3c7', CLASSIC),
  view: surface('fcfcfc', 'eff0f1', CLASSIC),
  button: surface('eff0f1', 'bdc3c7', CLASSIC),
  selection: surface('3daee9', '1d99f3', {
    ...ON_SELECTION,
    hover: c('93cee9'),
    foreground: c('fcfcfc'),
    inactive: c('eff0f1'),
    visited: c('bdc3c7'),
    neutral: c('f67400'),
  }),
  tooltip: surface('232627', '4d4d4d', { ...CLASSIC, foreground: c('fcfcfc'), inactive: c('bdc3c7') }),
  complementary: surface('31363b', '3b4045', {
    focus: c('1e92ff'),
    hover: c('3daee6'),
    foreground: c('eff0f1'),
    inactive: c('afb0b3'),
    link: c('3daee6'),
    visited: c('3daee6'),
    negative: c('e74c3c'),
    neutral: c('fdbc4b'),
    positive: c('2ecc71'),
  }),
  activeTitle: bar('475057', 'fcfcfc'),
  inactiveTitle: bar('eff0f1', 'bdc3c7'),
};

const BY_NAME: ReadonlyMap<string, ColourScheme> = new Map([
  ['BreezeLight', BREEZE_LIGHT],
  ['BreezeDark', BREEZE_DARK],
  ['BreezeClassic', BREEZE_CLASSIC],
]);

/** One of the three schemes that Plasma brings, by its name in `workspace.colorScheme`. */
export const breezeScheme = (name: string): ColourScheme | undefined => BY_NAME.get(name);

/** The scheme that a look of Plasma's own brings; undefined for other looks. */
export function schemeOfLook(look: string): ColourScheme | undefined {
  switch (look) {
    case 'org.kde.breeze.desktop':
      return BREEZE_LIGHT;
    case 'org.kde.breezedark.desktop':
      return BREEZE_DARK;
    case 'org.kde.breezetwilight.desktop':
      return BREEZE_LIGHT;
    default:
      return undefined;
  }
}
