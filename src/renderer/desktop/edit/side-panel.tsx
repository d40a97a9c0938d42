import { useMemo } from 'react';
import type { Desktop } from '../../../shared/contract';
import { useDraft } from '../../app';
import { Chip, ScrollRegion, Segmented } from '../../ui';
import { type Panel, setDesktopState, useDesktopState } from '../desktop-store';
import { BindsPanel } from '../binds/binds-panel';
import { MonitorsPanel } from '../monitors/monitors-panel';
import { RulesPanel } from '../rules/rules-panel';
import { MotionPanel } from '../curves/motion-panel';
import { draftLines } from './draft-lines';
import './edit.css';
import { LookPanel } from './look-panel';
import { PanelFooter } from './panel-footer';

const PANELS: readonly { readonly value: Panel; readonly words: string }[] = [
  { value: 'look', words: 'Look' },
  { value: 'monitors', words: 'Monitors' },
  { value: 'binds', words: 'Binds' },
  { value: 'rules', words: 'Rules' },
  { value: 'motion', words: 'Motion' },
];

/** Those that need more room than sliders do. */
const WIDE: ReadonlySet<Panel> = new Set<Panel>(['binds', 'rules', 'motion']);

const TITLES: Readonly<Record<Panel, string>> = {
  look: 'Layout and look',
  monitors: 'Monitors',
  binds: 'Binds',
  rules: 'Window rules',
  motion: 'Motion',
};

function Body({ desktop, panel }: { desktop: Desktop; panel: Panel }) {
  switch (panel) {
    case 'monitors':
      return <MonitorsPanel desktop={desktop} />;
    case 'binds':
      return <BindsPanel desktop={desktop} />;
    case 'rules':
      return <RulesPanel desktop={desktop} />;
    case 'motion':
      return <MotionPanel desktop={desktop} />;
    case 'look':
      return <LookPanel desktop={desktop} />;
  }
}

/** What is changed at the right of the picture. */
export function SidePanel({ desktop }: { desktop: Desktop }) {
  const panel = useDesktopState((state) => state.panel);
  const { data: draft } = useDraft();
  const changed = useMemo(
    () => [...draftLines(draft?.files ?? []).values()].reduce((sum, { size }) => sum + size, 0),
    [draft],
  );
  return (
    <aside className={WIDE.has(panel) ? 'dk-panel wide' : 'dk-panel'} aria-label={TITLES[panel]}>
      <div className="de-tabs">
        <Segmented
          label="What to change"
          value={panel}
          options={PANELS}
          onChange={(value) => setDesktopState({ panel: value })}
        />
      </div>
      <header className="dk-panel-head">
        <h2>{TITLES[panel]}</h2>
        <span className="sp" />
        {changed > 0 ? (
          <Chip tone="dr" icon="draft">
            {changed} changed
          </Chip>
        ) : null}
      </header>
      <ScrollRegion className="dk-panel-body" label={TITLES[panel]}>
        <Body desktop={desktop} panel={panel} />
      </ScrollRegion>
      <PanelFooter host={desktop.host} />
    </aside>
  );
}
