import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Desk, DesktopModel, PlayAction, Program } from '../../../shared/desktop';
import { PickMenu } from '../../ui';
import { OpenMenu } from './open-menu';
import type { Player } from './use-play';

/** Layouts that can be tried, in Hyprland's own words. */
const LAYOUTS = ['dwindle', 'master', 'scrolling', 'monocle'] as const;
const CONFIGURED = 'as written';
const SCALES = [1, 1.25, 1.5, 1.6, 1.75, 2, 2.5, 3] as const;

function LayoutPick({ player }: { player: Player }) {
  const { layout } = player.played.play;
  return (
    <PickMenu
      label="Layout"
      value={layout ?? CONFIGURED}
      options={[CONFIGURED, ...LAYOUTS].map((value) => ({ value, words: value }))}
      onPick={(value) => player.tryLayout(value === CONFIGURED ? null : value)}
    />
  );
}

function ScalePick({ player, monitor }: { player: Player; monitor: string }) {
  const tried = player.played.play.scales[monitor];
  return (
    <PickMenu
      label="Scale"
      value={tried === undefined ? CONFIGURED : String(tried)}
      options={[CONFIGURED, ...SCALES.map(String)].map((value) => ({ value, words: value }))}
      onPick={(value) => player.tryScale(monitor, value === CONFIGURED ? null : Number(value))}
    />
  );
}

/** What can be done with the desktop by pointer; the stage takes the same by key. */
export function PlayBar({
  model,
  desk,
  player,
  onOpen,
}: {
  model: DesktopModel;
  desk: Desk;
  player: Player;
  onOpen: (program: Program) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { focused } = desk;
  const name = focused === undefined ? '' : (desk.windows.get(focused)?.title ?? '');
  const button = (words: string, action: PlayAction) => (
    <Button
      className="s24"
      variant="text"
      disabled={focused === undefined}
      aria-label={focused === undefined ? words : `${words} ${name}`}
      onClick={() => player.act(action, `${words} ${name}`)}
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
      <OpenMenu model={model} anchor={anchor} onAnchor={setAnchor} onOpen={onOpen} />
      {button('Close', { do: 'close', window: focused ?? '' })}
      {button('Float', dispatch('togglefloating'))}
      {button('Fullscreen', dispatch('fullscreen', '0'))}
      {button('Maximise', dispatch('fullscreen', '1'))}
      {button('Group', dispatch('togglegroup'))}
      <span className="sp" />
      <LayoutPick player={player} />
      <ScalePick player={player} monitor={desk.focusedMonitor} />
    </div>
  );
}
