import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { memo, useCallback, useMemo } from 'react';
import type { Desktop } from '../../shared/contract';
import { type Desk, hyprlandScene, type Motions, motionsOf, NO_MOTION } from '../../shared/desktop';
import { announce } from '../app';
import { EmptyState, Segmented } from '../ui';
import { setDesktopState, useDesktopState } from './desktop-store';
import { Stage } from './drawing/stage';
import { useMonitorHandles } from './monitors/use-handles';
import { PlayBar } from './play/play-bar';
import { useReplay } from './play/use-replay';
import { useSayFocus } from './play/say-focus';
import { type Doings, type Played, usePlay } from './play/use-play';
import { type StageDoings, useStageKeys } from './play/use-stage-keys';
import { Workspaces } from './play/workspaces';
import { Assumes } from './strip/assumes';
import { KeysHint } from './strip/keys-hint';
import { ApproximatedLines, FindingLines, NotUnderstoodLines } from './strip/lines';
import { useKept } from './use-kept';

const LAYOUTS = ['dwindle', 'master', 'scrolling', 'monocle'] as const;
type LaidOut = Extract<Played, { ok: true }>;

const StripHead = memo(function StripHead({ host }: { host: string }) {
  return (
    <div className="row">
      <h2 className="lab">The preview assumes</h2>
      <span className="sp" />
      <KeysHint host={host} />
    </div>
  );
});

const Actions = memo(function Actions({
  running,
  onReplay,
  onReset,
}: {
  running: boolean;
  onReplay: () => void;
  onReset: () => void;
}) {
  return (
    <>
      <Button className="s24" variant="text" onClick={onReset}>
        Start anew
      </Button>
      <Button className="s24" onClick={onReplay} aria-pressed={running}>
        {running ? 'End the replay' : 'Replay opening'}
      </Button>
      <MeasureSwitch />
    </>
  );
});

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

/** How windows move: as configured where something was done, not at all while values are edited or motion is unwanted. */
function useMotions(desk: Desk, cameBy: LaidOut['by']): Motions {
  const still = useMediaQuery('(prefers-reduced-motion: reduce)', { noSsr: true });
  return useMemo(
    () => (still || cameBy === 'edited' ? NO_MOTION : motionsOf(desk.model)),
    [desk.model, cameBy, still],
  );
}

/** The layout after the one in view, to go through all of them. */
function nextLayout(desk: Desk): string {
  const active = desk.monitors.find(({ name }) => name === desk.focusedMonitor)?.active;
  const now = desk.workspaces.find(({ id }) => id === active)?.tiling.kind ?? 'dwindle';
  return LAYOUTS[(LAYOUTS.indexOf(now) + 1) % LAYOUTS.length] ?? 'dwindle';
}

/** What our own keys do on this desktop. */
function useStageDoings(desk: Desk, doings: Doings, replay: () => void): StageDoings {
  const alone = useDesktopState((state) => state.alone);
  return useMemo(
    () => ({
      open: () => document.querySelector<HTMLElement>('[data-opens-windows]')?.click(),
      nextLayout: () => {
        const next = nextLayout(desk);
        doings.tryLayout(next);
        announce(`Layout ${next}`);
      },
      replay,
      alone: () => setDesktopState({ alone: alone === null ? desk.focusedMonitor : null }),
    }),
    [desk, doings, replay, alone],
  );
}

/** The desktop as it is laid out now, with what plays with it above and what it rests on below. */
function LaidOutView({ desktop, doings, played }: { desktop: Desktop; doings: Doings; played: LaidOut }) {
  const { desk, play, by: cameBy } = played;
  const by = useDesktopState((state) => state.by);
  const alone = useDesktopState((state) => state.alone);
  const { screens } = desktop.screens;
  const scene = useMemo(() => hyprlandScene(desk, screens), [desk, screens]);
  const motions = useMotions(desk, cameBy);
  const { running, replay } = useReplay(play.actions, doings.show);
  useSayFocus(desk, running ? 'edited' : cameBy);
  const onKey = useStageKeys(doings, desk.focused, desk.model.binds, useStageDoings(desk, doings, replay));
  const go = useCallback(
    (dispatcher: string, argument: string) => doings.act({ do: 'dispatch', dispatcher, argument }),
    [doings],
  );
  const handles = useMonitorHandles(desktop, desk.monitors);
  const sentences = useKept([...desk.notPreviewed, ...scene.approximated]);
  return (
    <>
      <div className="dk-bar">
        <Workspaces desk={desk} onGo={go} />
        <span className="sp" />
        <Actions running={running} onReplay={replay} onReset={doings.reset} />
      </div>
      <PlayBar
        model={desktop.model}
        play={play}
        focused={desk.focused}
        name={desk.windows.get(desk.focused ?? '')?.title ?? ''}
        monitor={desk.focusedMonitor}
        doings={doings}
      />
      <Stage
        label={`Desktop of ${desktop.host}`}
        hint={`Binds of ${desktop.host} work here, with Alt for Super. Arrows move the focus, O opens a window, C closes it.`}
        scene={scene}
        motions={motions}
        by={handles ? 'pixels' : by}
        alone={handles ? null : alone}
        onAlone={(name) => setDesktopState({ alone: name })}
        onKey={onKey}
        onWindow={(id) => doings.act({ do: 'focus', window: id })}
        {...(handles ? { over: handles } : {})}
      />
      <section className="dk-strip" aria-label="What the preview assumes">
        <StripHead host={desktop.host} />
        <Assumes desktop={desktop} desk={desk} />
        <NotUnderstoodLines lines={desktop.model.notUnderstood} />
        <FindingLines findings={desktop.findings} />
        <ApproximatedLines sentences={sentences} />
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
  const { played, doings } = usePlay(desktop.host, given);
  if (!played.ok) {
    return (
      <EmptyState icon="alert" title="This desktop cannot be laid out" words={played.because}>
        <Button onClick={doings.reset}>Start anew</Button>
      </EmptyState>
    );
  }
  return <LaidOutView desktop={desktop} doings={doings} played={played} />;
}
