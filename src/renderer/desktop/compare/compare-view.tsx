import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { type Desktop, type DesktopHost, toErrorShape } from '../../../shared/contract';
import { type Desk, hyprlandScene, type Scene } from '../../../shared/desktop';
import { ErrorLine, PickMenu, ScrollRegion, Segmented, Skeleton } from '../../ui';
import { setDesktopState } from '../desktop-store';
import { useDesktop, useDesktopWithoutDraft } from '../queries';
import './compare.css';
import { DifferenceList } from './difference-list';
import { laidOutAlone } from './laid-out';
import { PlasmaSide } from './plasma-side';
import { Side } from './side';

type Arrangement = 'beside' | 'swipe';

/** Before the draft, the host's Plasma, or another host by its name behind a colon. */
type Other = 'draft' | 'plasma' | `host:${string}`;

interface Drawn {
  readonly scene: Scene;
  readonly desk: Desk;
}

function useDrawn(desktop: Desktop | undefined): Drawn | null {
  return useMemo(() => {
    const desk = desktop && laidOutAlone(desktop);
    return desk ? { desk, scene: hyprlandScene(desk, desktop.screens.screens) } : null;
  }, [desktop]);
}

function Pictures({
  left,
  right,
  arrangement,
}: {
  left: { readonly name: string; readonly scene: Scene };
  right: { readonly name: string; readonly scene: Scene };
  arrangement: Arrangement;
}) {
  const [share, setShare] = useState(50);
  if (arrangement === 'beside')
    return (
      <div className="dx-beside">
        <Side {...left} />
        <Side {...right} />
      </div>
    );
  return (
    <div className="dx-swipe">
      <Side {...left} />
      <div className="dx-over" style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
        <Side {...right} />
      </div>
      <input
        type="range"
        className="de-range dx-share"
        min={0}
        max={100}
        value={share}
        aria-label={`How much of ${left.name} is seen, the rest is ${right.name}`}
        aria-valuetext={`${share} %`}
        onChange={({ target }) => setShare(Number(target.value))}
      />
    </div>
  );
}

function AgainstHyprland({
  desktop,
  other,
  leftName,
  rightName,
  arrangement,
}: {
  desktop: Desktop;
  other: Desktop;
  leftName: string;
  rightName: string;
  arrangement: Arrangement;
}) {
  const now = useDrawn(desktop);
  const beside = useDrawn(other);
  if (!now || !beside) return <p className="sm warn">One of the two desktops cannot be laid out.</p>;
  // What is written now stands at the right, as what comes after.
  return (
    <>
      <Pictures
        left={{ name: rightName, scene: beside.scene }}
        right={{ name: leftName, scene: now.scene }}
        arrangement={arrangement}
      />
      <DifferenceList left={beside.desk} right={now.desk} leftName={rightName} rightName={leftName} />
    </>
  );
}

/** Two desktops beside each other, and what differs in words. */
export function CompareView({ desktop, hosts }: { desktop: Desktop; hosts: readonly DesktopHost[] }) {
  const [other, setOther] = useState<Other>('draft');
  const [arrangement, setArrangement] = useState<Arrangement>('beside');
  const { host } = desktop;
  const hostName = other.startsWith('host:') ? other.slice('host:'.length) : null;
  const before = useDesktopWithoutDraft(other === 'draft' ? host : null);
  const second = useDesktop(hostName);
  const read = hostName === null ? before : second;
  const options: readonly { readonly value: Other; readonly words: string }[] = [
    { value: 'draft', words: 'before the draft' },
    ...(desktop.plasma ? [{ value: 'plasma', words: `Plasma of ${host}` } as const] : []),
    ...hosts
      .filter((each) => each.host !== host && each.hyprland === true)
      .map((each) => ({ value: `host:${each.host}` as const, words: each.host })),
  ];
  return (
    <div className="dk-view">
      <div className="dk-bar">
        <PickMenu label="Compare with" value={other} options={options} onPick={setOther} />
        <span className="sp" />
        {other === 'plasma' ? null : (
          <Segmented
            label="How the two stand"
            value={arrangement}
            options={[
              { value: 'beside', words: 'Side by side' },
              { value: 'swipe', words: 'Swipe' },
            ]}
            onChange={setArrangement}
          />
        )}
        <Button className="s24" onClick={() => setDesktopState({ compares: false })}>
          End
        </Button>
      </div>
      <ScrollRegion className="dx-body" label="Comparison">
        {other === 'plasma' ? (
          <PlasmaSide desktop={desktop} />
        ) : read.error ? (
          <ErrorLine
            title="The other desktop could not be read"
            error={toErrorShape(read.error)}
            onRetry={() => void read.refetch()}
          />
        ) : read.data ? (
          <AgainstHyprland
            desktop={desktop}
            other={read.data}
            leftName={hostName === null ? 'with the draft' : host}
            rightName={hostName ?? 'before the draft'}
            arrangement={arrangement}
          />
        ) : (
          <Skeleton rows={4} label="Reading the other desktop" />
        )}
      </ScrollRegion>
    </div>
  );
}
