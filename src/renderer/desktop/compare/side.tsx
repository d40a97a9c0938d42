import { useState } from 'react';
import { NO_MOTION, type Scene } from '../../../shared/desktop';
import { useDesktopState } from '../desktop-store';
import { Stage } from '../drawing/stage';

const nothing = (): void => undefined;

/** One of two desktops, to look at. */
export function Side({ name, scene }: { name: string; scene: Scene }) {
  const by = useDesktopState((state) => state.by);
  const [alone, setAlone] = useState<string | null>(null);
  return (
    <figure className="dx-side">
      <figcaption className="cap">{name}</figcaption>
      <Stage
        label={`Desktop ${name}`}
        hint="To look at; it is played with on its own page."
        scene={scene}
        motions={NO_MOTION}
        by={by}
        alone={alone}
        onAlone={setAlone}
        onKey={nothing}
        onWindow={nothing}
      />
    </figure>
  );
}
