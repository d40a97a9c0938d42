import type { Desktop } from '../../../shared/contract';
import { hyprlandText } from '../../../shared/desktop';
import type { Desk } from '../../../shared/desktop';
import { Ago, Chip } from '../../ui';

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

/** What the picture rests on besides the configuration, each in a few words. */
export function Assumes({ desktop, desk }: { desktop: Desktop; desk: Desk }) {
  const titles = [...desk.windows.values()].map(({ title, class: name }) => (title === '' ? name : title));
  const opened = titles.slice(0, MOST_NAMES).join(', ');
  const more = titles.length > MOST_NAMES ? ` and ${titles.length - MOST_NAMES} more` : '';
  const focused = desk.focused === undefined ? undefined : desk.windows.get(desk.focused);
  const { x, y } = desk.cursor;
  const assumedBar = desktop.model.bars.some(({ thickness }) => thickness === undefined);
  return (
    <ul className="dk-chips">
      <li>
        <Chip>
          Cursor at {Math.round(x)}, {Math.round(y)}
        </Chip>
      </li>
      <li>
        <Chip>{titles.length === 0 ? 'Nothing is open' : `Opened: ${opened}${more}`}</Chip>
      </li>
      <li>
        <Chip>
          {focused
            ? `Focus: ${focused.title === '' ? focused.class : focused.title}`
            : 'Nothing has the focus'}
        </Chip>
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
}
