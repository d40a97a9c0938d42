import type { DesktopEdit } from '../../../shared/contract';
import type { Bar, Edge } from '../../../shared/desktop';
import { ChoiceRow } from './choice-row';
import { NumberRow } from './number-row';
import type { Standing } from './row-frame';

const EDGES: readonly { readonly value: Edge; readonly words: string }[] = [
  { value: 'top', words: 'Top' },
  { value: 'bottom', words: 'Bottom' },
  { value: 'left', words: 'Left' },
  { value: 'right', words: 'Right' },
];

/** What is drawn for a bar whose program takes what its contents need, in logical pixels. */
const ASSUMED = 30;

type BarEdit = Extract<DesktopEdit, { kind: 'bar' }>;

/** A bar's thickness and edge. */
export function BarRows({
  bar,
  standing,
  onTry,
  onTake,
}: {
  bar: Bar;
  standing: Standing;
  onTry: (edit: BarEdit, done: string) => void;
  onTake: (edit: BarEdit, done: string) => void;
}) {
  const name = bar.name ?? bar.program;
  const edit = (wish: BarEdit['wish']): BarEdit => ({ kind: 'bar', name, wish });
  return (
    <>
      <NumberRow
        name={`Height of ${name}`}
        value={bar.thickness ?? ASSUMED}
        min={0}
        max={80}
        step={1}
        unit="px"
        standing={standing}
        onTry={(height) => onTry(edit({ height: Math.round(height) }), `Height of ${name} is ${height} px`)}
      />
      <ChoiceRow
        name={`Position of ${name}`}
        value={bar.edge}
        options={EDGES}
        standing={standing}
        onPick={(value) => {
          const position = EDGES.find((edge) => edge.value === value)?.value;
          if (position) onTake(edit({ position }), `${name} at the ${position}`);
        }}
      />
    </>
  );
}
