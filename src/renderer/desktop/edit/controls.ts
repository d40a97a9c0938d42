/** How a value is changed. Bounds are those of the slider; what is written beyond them is kept and can be typed. */
export type Control =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: 'px' | '';
    }
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly words: string }[];
    }
  | { readonly kind: 'flag' }
  | { readonly kind: 'colours' };

const pixels = (max: number): Control => ({ kind: 'number', min: 0, max, step: 1, unit: 'px' });
const share = (min: number, max: number): Control => ({ kind: 'number', min, max, step: 0.05, unit: '' });
const FLAG: Control = { kind: 'flag' };
const named = (...values: readonly string[]): Control => ({
  kind: 'choice',
  options: values.map((value) => ({ value, words: value })),
});

const CONTROLS: Readonly<Record<string, Control>> = {
  'general:layout': {
    kind: 'choice',
    options: [
      { value: 'dwindle', words: 'Dwindle' },
      { value: 'master', words: 'Master' },
      { value: 'scrolling', words: 'Scrolling' },
      { value: 'monocle', words: 'Monocle' },
    ],
  },
  'general:gaps_in': pixels(60),
  'general:gaps_out': pixels(100),
  'dwindle:default_split_ratio': share(0.1, 1.9),
  'dwindle:force_split': {
    kind: 'choice',
    options: [
      { value: '0', words: 'by the cursor' },
      { value: '1', words: 'left or up' },
      { value: '2', words: 'right or down' },
    ],
  },
  'dwindle:preserve_split': FLAG,
  'master:mfact': share(0.05, 0.95),
  'master:orientation': named('left', 'right', 'top', 'bottom', 'center'),
  'master:new_status': named('master', 'slave', 'inherit'),
  'scrolling:column_width': share(0.1, 1),
  'general:border_size': pixels(20),
  'general:col.active_border': { kind: 'colours' },
  'general:col.inactive_border': { kind: 'colours' },
  'decoration:rounding': pixels(40),
  'decoration:active_opacity': share(0, 1),
  'decoration:inactive_opacity': share(0, 1),
  'decoration:dim_inactive': FLAG,
  'decoration:blur:enabled': FLAG,
  'decoration:shadow:enabled': FLAG,
  'decoration:shadow:range': pixels(100),
  'animations:enabled': FLAG,
};

/** How an option is changed; undefined for what is only shown. */
export const controlOf = (key: string): Control | undefined =>
  Object.hasOwn(CONTROLS, key) ? CONTROLS[key] : undefined;
