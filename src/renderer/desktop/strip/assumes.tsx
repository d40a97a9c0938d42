import type { Desktop } from '../../../shared/contract';
import { hyprlandText } from '../../../shared/desktop';
import type { Desk } from '../../../shared/desktop';
import { memo } from 'react';
import { Ago, Chip } from '../../ui';
import { useKept } from '../use-kept';

/** No more names than these stand in a chip. */
const MOST_NAMES = 6;

function MonitorsChip({ desktop }: { desktop: Desktop }) {
  const { from, at } = desktop.screens;
  switch (from) {
    case 'host':
      return (
        <Chip tone="inf" icon="host">
          Monitors from {desktop.host}
          {at === null ? null : (
            <>
              , <Ago at={at} />
            </>
          )}
        </Chip>
      );
    case 'declared':
      return (
        <Chip tone="inf" icon="source">
          Monitors as declared
        </Chip>
      );
    case 'assumed':
      return (
        <Chip tone="unk" icon="unknown">
          A monitor is assumed: none is declared
        </Chip>
      );
  }
}

interface Assumed {
  readonly opened: string;
  readonly focus: string;
  readonly x: number;
  readonly y: number;
}

function assumedOf(desk: Desk): Assumed {
  const titles = [...desk.windows.values()].map(({ title, class: name }) => (title === '' ? name : title));
  const more = titles.length > MOST_NAMES ? ` and ${titles.length - MOST_NAMES} more` : '';
  const focused = desk.focused === undefined ? undefined : desk.windows.get(desk.focused);
  return {
    opened:
      titles.length === 0 ? 'Nothing is open' : `Opened: ${titles.slice(0, MOST_NAMES).join(', ')}${more}`,
    focus: focused
      ? `Focus: ${focused.title === '' ? focused.class : focused.title}`
      : 'Nothing has the focus',
    x: Math.round(desk.cursor.x),
    y: Math.round(desk.cursor.y),
  };
}

const Chips = memo(function Chips({ desktop, assumed }: { desktop: Desktop; assumed: Assumed }) {
  const assumedBar = desktop.model.bars.some(({ thickness }) => thickness === undefined);
  return (
    <ul className="dk-chips">
      <li>
        <Chip>
          Cursor at {assumed.x}, {assumed.y}
        </Chip>
      </li>
      <li>
        <Chip>{assumed.opened}</Chip>
      </li>
      <li>
        <Chip>{assumed.focus}</Chip>
      </li>
      <li>
        <MonitorsChip desktop={desktop} />
      </li>
      {desktop.hyprland ? (
        <li title={desktop.hyprland.because}>
          <Chip tone={desktop.hyprland.from === 'assumed' ? 'unk' : 'plain'}>
            Hyprland {hyprlandText(desktop.model.version)}
          </Chip>
        </li>
      ) : null}
      {assumedBar ? (
        <li>
          <Chip tone="unk">A bar without a height is taken as 30 px</Chip>
        </li>
      ) : null}
    </ul>
  );
});

/** What the picture rests on besides the configuration, each in a few words. */
export function Assumes({ desktop, desk }: { desktop: Desktop; desk: Desk }) {
  return <Chips desktop={desktop} assumed={useKept(assumedOf(desk))} />;
}
