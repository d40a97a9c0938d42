import type { Verdict } from '../../shared/features';
import { verdictWords } from '../app';
import { Icon, type IconName } from '../ui';

const LOOK: Record<Verdict['verdict'], { icon: IconName; tone: string }> = {
  fits: { icon: 'check', tone: 'mut' },
  on: { icon: 'dot', tone: 'mut' },
  refused: { icon: 'conflict', tone: 'bad' },
};

/** A host's verdict: shape, word, colour. */
export function VerdictWords({ verdict, isTarget }: { verdict: Verdict; isTarget: boolean }) {
  const { icon, tone } = LOOK[verdict.verdict];
  return (
    <span className={`row g4 ${isTarget && verdict.verdict === 'fits' ? 'acc' : tone}`}>
      <Icon name={icon} small />
      {verdictWords(verdict, isTarget)}
    </span>
  );
}
