import Tooltip from '@mui/material/Tooltip';
import type { FactSource } from '../../shared/contract';
import { age, ago, moment } from './age';
import { useNow } from './clock';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

const SOURCE: Record<FactSource, { icon: IconName; words: string }> = {
  source: { icon: 'source', words: 'from source' },
  evaluation: { icon: 'eval', words: 'from evaluation' },
  host: { icon: 'host', words: 'from the host' },
  tailscale: { icon: 'mesh', words: 'from the tailnet' },
};

/** Past this a fact of a host counts as stale: its age gets the clock. One hour, in milliseconds. */
const STALE_MS = 3_600_000;

/** Where a fact comes from and how old it is; always at the right of what it belongs to. */
export function FactAge({ from, at, place }: { from: FactSource; at?: string; place?: string }) {
  const now = useNow();
  const { icon, words } = SOURCE[from];
  const stale = from === 'host' && at !== undefined && now - Date.parse(at) > STALE_MS;
  const tip = [words, at === undefined ? null : `${ago(at, now)} (${moment(at, now)})`, place]
    .filter(Boolean)
    .join(', ');
  return (
    <Tooltip title={tip}>
      <span className="fact-age">
        <Icon name={stale ? 'clock' : icon} small label={words} />
        {at === undefined ? '' : age(at, now)}
      </span>
    </Tooltip>
  );
}

/** An age inside a sentence, moving with the clock. */
export function Ago({ at }: { at: string }) {
  return <>{ago(at, useNow())}</>;
}

/** A bare age: `12 s`. */
export function Age({ at }: { at: string }) {
  return <>{age(at, useNow())}</>;
}
