import Button from '@mui/material/Button';
import { memo, useMemo } from 'react';
import { type DesktopModel, type Play, type PlayAction, programsOf } from '../../../shared/desktop';
import { PickMenu } from '../../ui';
import { OpenMenu } from './open-menu';
import type { Doings } from './use-play';

/** Layouts that can be tried, in Hyprland's own words. */
const LAYOUTS = ['dwindle', 'master', 'scrolling', 'monocle'] as const;
const CONFIGURED = 'as written';
const SCALES = [1, 1.25, 1.5, 1.6, 1.75, 2, 2.5, 3] as const;

function LayoutPick({ layout, doings }: { layout: string | undefined; doings: Doings }) {
  return (
    <PickMenu
      label="Layout"
      value={layout ?? CONFIGURED}
      options={[CONFIGURED, ...LAYOUTS].map((value) => ({ value, words: value }))}
      onPick={(value) => doings.tryLayout(value === CONFIGURED ? null : value)}
    />
  );
}

function ScalePick({
  tried,
  monitor,
  doings,
}: {
  tried: number | undefined;
  monitor: string;
  doings: Doings;
}) {
  return (
    <PickMenu
      label="Scale"
      value={tried === undefined ? CONFIGURED : String(tried)}
      options={[CONFIGURED, ...SCALES.map(String)].map((value) => ({ value, words: value }))}
      onPick={(value) => doings.tryScale(monitor, value === CONFIGURED ? null : Number(value))}
    />
  );
}

/** What can be done with the desktop by pointer; the stage takes the same by key. */
export const PlayBar = memo(function PlayBar({
  model,
  play,
  focused,
  name,
  monitor,
  doings,
}: {
  model: DesktopModel;
  play: Play;
  /** The focused window and its title. */
  focused: string | undefined;
  name: string;
  monitor: string;
  doings: Doings;
}) {
  // The host's own come first.
  const programs = useMemo(() => programsOf(model), [model]);
  const button = (words: string, action: PlayAction) => (
    <Button
      className="s24"
      variant="text"
      disabled={focused === undefined}
      aria-label={focused === undefined ? words : `${words} ${name}`}
      onClick={() => doings.act(action, `${words} ${name}`)}
    >
      {words}
    </Button>
  );
  const dispatch = (dispatcher: string, argument = ''): PlayAction => ({
    do: 'dispatch',
    dispatcher,
    argument,
  });
  return (
    <div className="dk-bar" role="toolbar" aria-label="Play with the desktop">
      <OpenMenu
        programs={programs}
        wordsOf={({ class: named }) => named}
        onOpen={({ class: opened, title }) =>
          doings.act({ do: 'open', class: opened, title }, `Opened ${opened}`)
        }
      />
      {button('Close', { do: 'close', window: focused ?? '' })}
      {button('Float', dispatch('togglefloating'))}
      {button('Fullscreen', dispatch('fullscreen', '0'))}
      {button('Maximise', dispatch('fullscreen', '1'))}
      {button('Group', dispatch('togglegroup'))}
      <span className="sp" />
      <LayoutPick layout={play.layout} doings={doings} />
      <ScalePick tried={play.scales[monitor]} monitor={monitor} doings={doings} />
    </div>
  );
});
