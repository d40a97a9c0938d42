import Tooltip from '@mui/material/Tooltip';
import { createContext, useContext } from 'react';
import type { FactSource } from '../../shared/contract';
import { age, ago, moment } from './age';
import { useNowWords } from './clock';
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

/** When the source was read that is on screen: facts of source have that time and tell none of their own. */
export const SourceReadAt = createContext<string | undefined>(undefined);

/** Where a fact comes from and how old it is; always at the right of what it belongs to. */
export function FactAge({
  from,
  at: own,
  place,
  plain = false,
}: {
  from: FactSource;
  at?: string;
  place?: string;
  /** A bare tip, for long lists. */
  plain?: boolean;
}) {
  const readAt = useContext(SourceReadAt);
  const at = own ?? (from === 'source' ? readAt : undefined);
  const { icon, words } = SOURCE[from];
  const old = useNowWords((now) => (at === undefined ? '' : age(at, now)));
  const stale = useNowWords((now) => String(at !== undefined && now - Date.parse(at) > STALE_MS)) === 'true';
  const when = useNowWords((now) => (at === undefined ? '' : `${ago(at, now)} (${moment(at, now)})`));
  const tip = [words, when, place].filter(Boolean).join(', ');
  const shown = (
    <span className="fact-age" {...(plain ? { title: tip } : {})}>
      <Icon name={stale && from === 'host' ? 'clock' : icon} small label={words} />
      {old}
    </span>
  );
  return plain ? shown : <Tooltip title={tip}>{shown}</Tooltip>;
}

/** An age inside a sentence, moving with the clock. */
export function Ago({ at }: { at: string }) {
  return <>{useNowWords((now) => ago(at, now))}</>;
}

/** A bare age: `12 s`. */
export function Age({ at }: { at: string }) {
  return <>{useNowWords((now) => age(at, now))}</>;
}
