import type { CATEGORY, COLOURS } from './tokens';

/** What our palette has beyond MUI's own roles; each becomes a CSS variable of the theme. */
export interface ExtraPalette {
  frame: string;
  raised: string;
  sunken: string;
  control: string;
  borderStrong: string;
  hover: string;
  selected: string;
  accentSoft: string;
  successSoft: string;
  warningSoft: string;
  dangerSoft: string;
  infoSoft: string;
  draft: string;
  draftSoft: string;
  practice: string;
  practiceSoft: string;
  muted: string;
  terminal: string;
  category: { readonly [Key in keyof (typeof CATEGORY)['dark']]: string };
  lift: { carried: string; popover: string; dialog: string };
}

/** The names of one scheme's colours. */
export type ColourName = keyof (typeof COLOURS)['dark'];

declare module '@mui/material/styles' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- module augmentation needs an interface
  interface Palette extends ExtraPalette {}
  interface PaletteOptions extends Partial<ExtraPalette> {}
}
