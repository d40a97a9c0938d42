import { createTheme } from '@mui/material/styles';
import { componentDefaults } from './theme-components';
import type { ExtraPalette } from './theme-types';
import { CATEGORY, COLOURS, ELEVATION, TERMINAL, TEXT_FAMILY, type Scheme } from './tokens';

function extras(scheme: Scheme): ExtraPalette {
  const c = COLOURS[scheme];
  const [carried, popover, dialog] = ELEVATION[scheme];
  return {
    frame: c.background,
    raised: c.raised,
    sunken: c.sunken,
    control: c.control,
    borderStrong: c.borderStrong,
    hover: c.hover,
    selected: c.selected,
    accentSoft: c.accentSoft,
    successSoft: c.successSoft,
    warningSoft: c.warningSoft,
    dangerSoft: c.dangerSoft,
    infoSoft: c.infoSoft,
    draft: c.draft,
    draftSoft: c.draftSoft,
    practice: c.practice,
    practiceSoft: c.practiceSoft,
    muted: c.muted,
    terminal: TERMINAL[scheme].background,
    category: CATEGORY[scheme],
    lift: { carried, popover, dialog },
  };
}

function palette(scheme: Scheme) {
  const c = COLOURS[scheme];
  return {
    mode: scheme,
    contrastThreshold: 4.5,
    background: { default: c.surface, paper: c.raised },
    text: { primary: c.text, secondary: c.secondary, disabled: c.muted },
    divider: c.border,
    primary: { main: c.accent, light: c.accent, dark: c.accent, contrastText: c.onAccent },
    secondary: { main: c.secondary, contrastText: c.background },
    success: { main: c.success, contrastText: c.background },
    warning: { main: c.warning, contrastText: c.background },
    error: { main: c.danger, light: c.danger, dark: c.danger, contrastText: c.background },
    info: { main: c.info, contrastText: c.background },
    action: { hover: c.hover, selected: c.selected, active: c.secondary, disabled: c.muted },
    ...extras(scheme),
  };
}

/** The one theme: both schemes as CSS variables, `data-dark` or `data-light` on the root element chooses. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data', cssVarPrefix: 'sf' },
  colorSchemes: { dark: { palette: palette('dark') }, light: { palette: palette('light') } },
  spacing: 4,
  shape: { borderRadius: 6 },
  typography: {
    fontFamily: TEXT_FAMILY,
    fontSize: 13,
    body1: { fontSize: 13, lineHeight: '20px', letterSpacing: '-0.003em' },
    body2: { fontSize: 12, lineHeight: '16px' },
    caption: { fontSize: 11, lineHeight: '16px', letterSpacing: '0.005em' },
    overline: { fontSize: 10.5, lineHeight: '14px', fontWeight: 600, letterSpacing: '0.05em' },
    h1: { fontSize: 18, lineHeight: '24px', fontWeight: 600, letterSpacing: '-0.014em' },
    h2: { fontSize: 14, lineHeight: '20px', fontWeight: 600, letterSpacing: '-0.006em' },
    h3: { fontSize: 26, lineHeight: '32px', fontWeight: 600, letterSpacing: '-0.02em' },
    button: { fontSize: 12, lineHeight: '16px', fontWeight: 500, textTransform: 'none', letterSpacing: 0 },
  },
  transitions: {
    duration: {
      shortest: 80,
      shorter: 120,
      short: 120,
      standard: 180,
      complex: 240,
      enteringScreen: 180,
      leavingScreen: 120,
    },
    easing: {
      easeOut: 'cubic-bezier(.2,.7,.2,1)',
      easeInOut: 'cubic-bezier(.5,0,.2,1)',
      easeIn: 'cubic-bezier(.5,0,.2,1)',
      sharp: 'cubic-bezier(.5,0,.2,1)',
    },
  },
  components: componentDefaults,
});
