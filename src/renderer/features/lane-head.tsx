import type { BoardHost, Host } from '../../shared/contract';
import { announce, hostState } from '../app';
import { Icon } from '../ui';
import { openBoardMenu } from './board-menu';
import { toggleHost, useBoardView } from './board-view';
import { liftSet } from './targets';

/**
 * A lane's head stands for the host: dragged, it carries the host's set; a click or Space takes the host into the
 * selection. Its other keys are heard by the list of lanes.
 */
export function LaneHead({
  lane,
  host,
  focusable,
}: {
  lane: BoardHost;
  host: Host | undefined;
  focusable: boolean;
}) {
  const name = lane.host;
  const selected = useBoardView((state) => state.hosts.has(name));
  const state = host ? hostState(host) : null;
  return (
    <div className={selected ? 'lane-head on' : 'lane-head'} data-lift={liftSet(name)}>
      <div className="lane-who">
        <span className="row">
          {state ? (
            <span className={state.tone}>
              <Icon name={selected ? 'check' : state.icon} label={state.words} />
            </span>
          ) : null}
          <button
            type="button"
            className="lane-name el"
            data-lane={name}
            tabIndex={focusable ? 0 : -1}
            aria-pressed={selected}
            aria-describedby="lane-keys"
            title={name}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey)
                announce(`${name} ${toggleHost(name) ? 'selected' : 'let go'}`);
              else openBoardMenu({ kind: 'lane', host: name, anchor: event.currentTarget });
            }}
            onContextMenu={(event) => {
              event.preventDefault();
              openBoardMenu({ kind: 'lane', host: name, anchor: event.currentTarget });
            }}
          >
            {name}
          </button>
        </span>
        <span className="cap mut el">{lane.role ?? 'no role'}</span>
      </div>
    </div>
  );
}
