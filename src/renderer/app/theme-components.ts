import type { Components, Theme } from '@mui/material/styles';

/** How MUI's parts look here: hairlines instead of shadows, no ripple, 28 px controls, the ring for focus. */
export const componentDefaults: Components<Theme> = {
  MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true } },
  MuiButton: {
    defaultProps: { size: 'small', variant: 'outlined', color: 'inherit', disableElevation: true },
    styleOverrides: {
      root: ({ theme }) => ({
        minWidth: 0,
        height: 28,
        padding: '0 10px',
        gap: 6,
        whiteSpace: 'nowrap',
        transition: 'background-color 120ms',
        '& .MuiButton-startIcon, & .MuiButton-endIcon': { margin: 0 },
        '&.Mui-disabled': { color: theme.vars?.palette.muted, opacity: 0.6 },
      }),
      outlined: ({ theme }) => ({
        borderColor: theme.vars?.palette.borderStrong,
        background: theme.vars?.palette.background.paper,
        color: theme.vars?.palette.text.primary,
        '&:hover': { background: theme.vars?.palette.hover },
      }),
      contained: ({ theme }) => ({
        background: theme.vars?.palette.primary.main,
        color: theme.vars?.palette.primary.contrastText,
        fontWeight: 600,
        '&:hover': { background: theme.vars?.palette.primary.main, filter: 'brightness(1.06)' },
        '@media (forced-colors: active)': { border: '1px solid ButtonText' },
      }),
      text: ({ theme }) => ({
        color: theme.vars?.palette.text.secondary,
        '&:hover': { background: theme.vars?.palette.hover },
      }),
    },
  },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        width: 28,
        height: 28,
        padding: 0,
        borderRadius: 6,
        color: theme.vars?.palette.text.secondary,
        '&:hover': { background: theme.vars?.palette.hover },
      }),
    },
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme }) => ({
        boxShadow: theme.vars?.palette.lift.popover,
        marginTop: 4,
        minWidth: 160,
        background: theme.vars?.palette.background.paper,
      }),
      list: { padding: 4 },
    },
  },
  MuiMenuItem: {
    defaultProps: { dense: true },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 28,
        padding: '0 8px',
        gap: 8,
        borderRadius: 4,
        fontSize: 12,
        lineHeight: '16px',
        '&.Mui-focusVisible, &:hover': { background: theme.vars?.palette.hover },
        '&.Mui-selected, &.Mui-selected:hover': { background: theme.vars?.palette.selected },
        '&.Mui-disabled': { opacity: 1, color: theme.vars?.palette.muted },
      }),
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, enterNextDelay: 100 },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        background: theme.vars?.palette.background.paper,
        color: theme.vars?.palette.text.primary,
        border: `1px solid ${theme.vars?.palette.borderStrong}`,
        fontSize: 11,
        lineHeight: '16px',
        fontWeight: 400,
        padding: '4px 8px',
        maxWidth: 360,
      }),
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        borderRadius: 12,
        boxShadow: theme.vars?.palette.lift.dialog,
        background: theme.vars?.palette.background.paper,
        width: 480,
      }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: { root: { fontSize: 14, lineHeight: '20px', fontWeight: 600, padding: '18px 20px 6px' } },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '0 20px 4px', fontSize: 12, lineHeight: '16px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '14px 20px 18px', gap: 4 } } },
  MuiBackdrop: {
    styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { background: 'rgba(4,8,12,.55)' } } },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: 12,
        background: theme.vars?.palette.background.default,
        '& .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars?.palette.control },
      }),
      input: { padding: '6px 8px', height: 'auto' },
    },
  },
  MuiCheckbox: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: ({ theme }) => ({ padding: 4, color: theme.vars?.palette.control }) },
  },
};
