import type { Terminal } from '../../shared/contract';
import { Age, Icon, useNow, type IconName } from '../ui';
import type { PaneState } from './store';

const LOOK: Record<PaneState, { icon: IconName; tone: string }> = {
  idle: { icon: 'terminals', tone: 'mut' },
  connecting: { icon: 'spin', tone: 'acc live-stroke' },
  open: { icon: 'ok', tone: 'ok' },
  ended: { icon: 'inert', tone: 'mut' },
  lost: { icon: 'clock', tone: 'warn' },
  away: { icon: 'clock', tone: 'warn' },
  elsewhere: { icon: 'arrow', tone: 'mut' },
  failed: { icon: 'fail', tone: 'bad' },
};

const WORDS: Record<PaneState, string> = {
  idle: 'not connected',
  connecting: 'connecting',
  open: 'connected',
  ended: 'ended',
  lost: 'connection lost',
  away: 'no answer from Snowfleet',
  elsewhere: 'shown in another window',
  failed: 'not connected',
};

/** A terminal's state by shape. */
export function StateIcon({ state }: { state: PaneState }) {
  return (
    <span className={LOOK[state].tone}>
      <Icon name={LOOK[state].icon} small label={WORDS[state]} />
    </span>
  );
}

/** `connected 14 min`, `connection lost at 12:02`. */
export function StateWords({ state, terminal }: { state: PaneState; terminal: Terminal | undefined }) {
  if (state === 'open' && terminal) {
    return (
      <>
        connected <Age at={terminal.since} />
      </>
    );
  }
  if (state === 'lost' && terminal) return <>connection lost at {clock(terminal.since)}</>;
  return <>{WORDS[state]}</>;
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Next try in 8 s.`; counts while it is on screen. */
export function NextTry({ terminal }: { terminal: Terminal }) {
  const now = useNow();
  if (terminal.nextTry === null) return <>Trying again now.</>;
  const seconds = Math.max(1, Math.ceil((Date.parse(terminal.nextTry) - now) / 1000));
  return <>Next try in {seconds} s.</>;
}
