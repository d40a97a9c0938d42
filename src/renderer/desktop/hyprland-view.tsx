import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback, useMemo } from 'react';
import type { Desktop } from '../../shared/contract';
import { hyprlandScene, motionsOf, NO_MOTION, type Program } from '../../shared/desktop';
import { announce } from '../app';
import { EmptyState, Segmented } from '../ui';
import { setDesktopState, useDesktopState } from './desktop-store';
import { Stage } from './drawing/stage';
import { useMonitorHandles } from './monitors/use-handles';
import { PlayBar } from './play/play-bar';
import { useReplay } from './play/use-replay';
import { useSayFocus } from './play/say-focus';
import { type Played, type Player, usePlay } from './play/use-play';
import { useStageKeys } from './play/use-stage-keys';
import { Workspaces } from './play/workspaces';
import { Assumes } from './strip/assumes';
import { KeysHint } from './strip/keys-hint';
import { ApproximatedLines, FindingLines, NotUnderstoodLines } from './strip/lines';

const LAYOUTS = ['dwindle', 'master', 'scrolling', 'monocle'] as const;
type LaidOut = Extract<Played, { ok: true }>;

function MeasureSwitch() {
  const by = useDesktopState((state) => state.by);
  return (
    <Segmented
      label="Size of the picture"
      value={by}
      options={[
        { value: 'millimetres', words: 'Size in mm', tip: 'Each monitor as large as its glass' },
        { value: 'pixels', words: 'Pixels', tip: 'As Hyprland places them' },
      ]}
      onChange={(value) => setDesktopState({ by: value })}
    />
  );
}

/** The desktop as it is laid out now, with what plays with it above and what it rests on below. */
function LaidOutView({ desktop, player, played }: { desktop: Desktop; player: Player; played: LaidOut }) {
  const { desk, by: cameBy } = played;
  const still = useMediaQuery('(prefers-reduced-motion: reduce)', { noSsr: true });
  const by = useDesktopState((state) => state.by);
  const alone = useDesktopState((state) => state.alone);
  const scene = useMemo(() => hyprlandScene(desk, desktop.screens.screens), [desk, desktop.screens.screens]);
  const motions = useMemo(
    () => (still || cameBy === 'edited' ? NO_MOTION : motionsOf(desk.model)),
    [desk.model, cameBy, still],
  );
  const { running, replay } = useReplay(player);
  useSayFocus(desk, running ? 'edited' : cameBy);
  const open = useCallback(
    ({ class: name, title }: Program) => player.act({ do: 'open', class: name, title }, `Opened ${name}`),
    [player],
  );
  const doings = useMemo(
    () => ({
      open: () => document.querySelector<HTMLElement>('[data-opens-windows]')?.click(),
      nextLayout: () => {
        const now = desk.workspaces.find(({ id }) => desk.monitors.some(({ active }) => active === id))
          ?.tiling.kind;
        const next = LAYOUTS[(LAYOUTS.indexOf(now ?? 'dwindle') + 1) % LAYOUTS.length] ?? 'dwindle';
        player.tryLayout(next);
        announce(`Layout ${next}`);
      },
      replay,
      alone: () => setDesktopState({ alone: alone === null ? desk.focusedMonitor : null }),
    }),
    [desk, player, replay, alone],
  );
  const handles = useMonitorHandles(desktop, desk.monitors);
  const onKey = useStageKeys(player, desk.model.binds, doings);
  return (
    <>
      <div className="dk-bar">
        <Workspaces
          desk={desk}
          onGo={(name) =>
            player.act(
              name.startsWith('special')
                ? {
                    do: 'dispatch',
                    dispatcher: 'togglespecialworkspace',
                    argument: name.replace(/^special:?/u, ''),
                  }
                : { do: 'dispatch', dispatcher: 'workspace', argument: name },
            )
          }
        />
        <span className="sp" />
        <Button className="s24" variant="text" onClick={player.reset}>
          Start anew
        </Button>
        <Button className="s24" onClick={replay} aria-pressed={running}>
          {running ? 'End the replay' : 'Replay opening'}
        </Button>
        <MeasureSwitch />
      </div>
      <PlayBar model={desk.model} desk={desk} player={player} onOpen={open} />
      <Stage
        label={`Desktop of ${desktop.host}`}
        hint={`Binds of ${desktop.host} work here, with Alt for Super. Arrows move the focus, O opens a window, C closes it.`}
        scene={scene}
        motions={motions}
        by={handles ? 'pixels' : by}
        alone={handles ? null : alone}
        onAlone={(name) => setDesktopState({ alone: name })}
        onKey={onKey}
        onWindow={(id) => player.act({ do: 'focus', window: id })}
        {...(handles ? { over: handles } : {})}
      />
      <section className="dk-strip" aria-label="What the preview assumes">
        <div className="row">
          <h2 className="lab">The preview assumes</h2>
          <span className="sp" />
          <KeysHint host={desktop.host} />
        </div>
        <Assumes desktop={desktop} desk={desk} />
        <NotUnderstoodLines lines={desktop.model.notUnderstood} />
        <FindingLines findings={desktop.findings} />
        <ApproximatedLines sentences={[...desk.notPreviewed, ...scene.approximated]} />
      </section>
    </>
  );
}

/** A host's Hyprland desktop, drawn and to play with. */
export function HyprlandView({ desktop }: { desktop: Desktop }) {
  const { model } = desktop;
  const tried = useDesktopState((state) => state.tried);
  const given = useMemo(
    () => ({ model: tried ?? model, screens: desktop.screens.screens }),
    [tried, model, desktop.screens.screens],
  );
  const player = usePlay(desktop.host, given);
  const { played } = player;
  if (!played.ok) {
    return (
      <EmptyState icon="alert" title="This desktop cannot be laid out" words={played.because}>
        <Button onClick={player.reset}>Start anew</Button>
      </EmptyState>
    );
  }
  return <LaidOutView desktop={desktop} player={player} played={played} />;
}
