import Button from '@mui/material/Button';
import { type KeyboardEvent, useCallback, useMemo } from 'react';
import type { PlasmaDesktop } from '../../../shared/contract';
import {
  focusedWindow,
  layOutPlasma,
  NO_MOTION,
  PLASMA_PROGRAMS,
  type PlasmaModel,
  plasmaScene,
  plasmaScreens,
} from '../../../shared/desktop';
import { Chip, counted } from '../../ui';
import { setDesktopState, useDesktopState } from '../desktop-store';
import { Stage } from '../drawing/stage';
import { OpenMenu } from '../play/open-menu';
import { ApproximatedLines, NotUnderstoodLines } from '../strip/lines';
import { type PlasmaPlayer, usePlasmaPlay } from './use-plasma-play';

function Desktops({ model, player }: { model: PlasmaModel; player: PlasmaPlayer }) {
  const { session, act } = player;
  return (
    <nav className="dk-workspaces" aria-label="Virtual desktops">
      <span className="cap mut" aria-hidden>
        Desktop
      </span>
      {Array.from({ length: model.desktops.value }, (_, index) => {
        const full = session.windows.some(({ desktop }) => desktop === index);
        const name = model.desktopNames[index] ?? `${index + 1}`;
        return (
          <button
            // oxlint-disable-next-line react/no-array-index-key -- a desktop is its number
            key={index}
            type="button"
            className={full ? 'full' : ''}
            aria-pressed={session.desktop === index}
            aria-label={`Desktop ${name}`}
            title={full ? 'Has windows' : 'Empty'}
            onClick={() => act({ do: 'desktop', desktop: index }, `Desktop ${name}`)}
          >
            {name}
          </button>
        );
      })}
    </nav>
  );
}

/** Whose settings these are and what the host lacks, each in a few words. */
function Assumed({ desktop, player }: { desktop: PlasmaDesktop; player: PlasmaPlayer }) {
  const { user, installed, model, screens } = desktop;
  const open = player.session.windows.length;
  return (
    <ul className="dk-chips">
      <li>
        <Chip>{open === 0 ? 'Nothing is open' : `${counted(open, 'window')} open`}</Chip>
      </li>
      <li title="Plasma keeps places and scales of screens in files of its own, which no option writes">
        <Chip>Screens side by side, unscaled</Chip>
      </li>
      {screens.from === 'assumed' ? (
        <li>
          <Chip tone="unk" icon="unknown">
            A screen is assumed: none is declared
          </Chip>
        </li>
      ) : null}
      {user === null ? null : (
        <li>
          <Chip tone="inf" icon="source">
            Settings of {user}
          </Chip>
        </li>
      )}
      {model === null ? (
        <li>
          <Chip tone="unk" icon="unknown">
            plasma-manager says nothing: Plasma as it comes
          </Chip>
        </li>
      ) : null}
      {installed === false ? (
        <li>
          <Chip tone="warn" icon="alert">
            The system has no Plasma
          </Chip>
        </li>
      ) : null}
      <li title="What was changed by hand stays until the settings change">
        <Chip>Panels as the script at login makes them</Chip>
      </li>
    </ul>
  );
}

/** Our own keys on the stage; what they do not know goes on to the page. */
function usePlasmaKeys(
  player: PlasmaPlayer,
  alone: string | null,
  first: string,
): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      const target = event.target as HTMLElement;
      if (target.closest('button, input') || event.metaKey || event.ctrlKey || event.altKey) return;
      const { session, act } = player;
      const focused = focusedWindow(session);
      const here = session.windows.filter(({ desktop }) => desktop === session.desktop);
      const digit = /^Digit([1-9])$/u.exec(event.code)?.[1];
      const done = ((): boolean => {
        if (digit !== undefined && !event.shiftKey) {
          act({ do: 'desktop', desktop: Number(digit) - 1 }, `Desktop ${digit}`);
          return true;
        }
        switch (event.code) {
          case 'KeyO':
            document.querySelector<HTMLElement>('[data-opens-windows]')?.click();
            return true;
          case 'KeyC':
            if (focused) act({ do: 'close', window: focused.id }, `Closed ${focused.title}`);
            return true;
          case 'KeyM':
            if (focused) act({ do: 'maximise', window: focused.id }, `Maximise ${focused.title}`);
            return true;
          case 'KeyZ':
            setDesktopState({ alone: alone === null ? first : null });
            return true;
          case 'ArrowLeft':
          case 'ArrowRight': {
            const back = here[0];
            if (back) act({ do: 'focus', window: back.id }, back.title);
            return true;
          }
          default:
            return false;
        }
      })();
      if (done) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    [player, alone, first],
  );
}

/** A host's Plasma desktop, drawn and to play with. */
export function PlasmaView({ desktop, model }: { desktop: PlasmaDesktop; model: PlasmaModel }) {
  const by = useDesktopState((state) => state.by);
  const alone = useDesktopState((state) => state.alone);
  const player = usePlasmaPlay(desktop.host, model);
  const { session, act } = player;
  const screens = useMemo(() => plasmaScreens(desktop.screens.screens), [desktop.screens.screens]);
  const laidOut = useMemo(() => layOutPlasma(model, screens, session), [model, screens, session]);
  const scene = useMemo(() => plasmaScene(model, laidOut, session), [model, laidOut, session]);
  const onKey = usePlasmaKeys(player, alone, screens[0]?.name ?? '');
  const focused = focusedWindow(session);
  return (
    <>
      <div className="dk-bar">
        <Desktops model={model} player={player} />
        <span className="sp" />
        <Button className="s24" variant="text" onClick={player.reset}>
          Start anew
        </Button>
      </div>
      <div className="dk-bar" role="toolbar" aria-label="Play with the desktop">
        <OpenMenu
          programs={PLASMA_PROGRAMS}
          wordsOf={({ title }) => title}
          onOpen={(program) => act({ do: 'open', ...program }, `Opened ${program.title}`)}
        />
        <Button
          className="s24"
          variant="text"
          disabled={!focused}
          onClick={() => focused && act({ do: 'close', window: focused.id }, `Closed ${focused.title}`)}
        >
          Close
        </Button>
        <Button
          className="s24"
          variant="text"
          disabled={!focused}
          aria-pressed={focused?.maximised === true}
          onClick={() => focused && act({ do: 'maximise', window: focused.id }, `Maximise ${focused.title}`)}
        >
          Maximise
        </Button>
      </div>
      <Stage
        label={`Plasma of ${desktop.host}`}
        hint="O opens a window, C closes it, M maximises it, arrows go from window to window, digits go to a desktop."
        scene={scene}
        motions={NO_MOTION}
        by={by}
        alone={alone}
        onAlone={(name) => setDesktopState({ alone: name })}
        onKey={onKey}
        onWindow={(id) => act({ do: 'focus', window: id }, 'Focus')}
      />
      <section className="dk-strip" aria-label="What the preview assumes">
        <h2 className="lab">The preview assumes</h2>
        <Assumed desktop={desktop} player={player} />
        <NotUnderstoodLines
          lines={model.notUnderstood}
          words={`${counted(model.notUnderstood.length, 'setting')} not previewed`}
        />
        <ApproximatedLines sentences={scene.approximated} />
      </section>
    </>
  );
}
