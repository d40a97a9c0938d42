import { leafName } from '../../shared/features';
import type { IconName } from '../ui';
import type { ChipLook, LaneChip } from './board-model';

/** A chip's shape and words by its look. */
export const LOOKS: Record<ChipLook, { readonly icon: IconName | null; readonly words: string }> = {
  on: { icon: null, words: 'on' },
  draft: { icon: 'draft', words: 'on, in the draft' },
  inherited: { icon: 'inherit', words: 'brought, nothing is written for it' },
  forced: { icon: 'forced', words: 'forced on' },
  'forced-off': { icon: 'forced', words: 'forced off' },
  computed: { icon: 'computed', words: 'computed by an expression' },
  inert: { icon: 'inert', words: 'changes nothing' },
  undeclared: { icon: 'alert', words: 'assigned, but no module declares it' },
};

/** How a feature stands on a lane, and where that is decided. */
export function chipWords(chip: LaneChip): string {
  const { state } = chip;
  const place = state.place ? `, ${state.place.file}:${state.place.line}` : '';
  if (chip.inert !== undefined) return `changes nothing: ${chip.inert}`;
  if (chip.look === 'inherited' && state.by !== undefined) {
    return `brought by ${state.by.includes('/') ? state.by : leafName(state.by)}${place}`;
  }
  return `${LOOKS[chip.look].words}${place}`;
}

/** Whether a line of the host's own can be changed to turn it off. */
export function canTurnOff({ look, state }: LaneChip): boolean {
  return look === 'on' || look === 'draft' || (look === 'inert' && state.state === 'on');
}
