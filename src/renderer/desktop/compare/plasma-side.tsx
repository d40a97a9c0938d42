import { useMemo } from 'react';
import { type Desktop, toErrorShape } from '../../../shared/contract';
import {
  hyprlandScene,
  layOutPlasma,
  openingOfPlasma,
  plasmaScene,
  plasmaScreens,
  readPlasma,
  settingOf,
} from '../../../shared/desktop';
import { ErrorLine, Skeleton } from '../../ui';
import { usePlasma } from '../queries';
import { laidOutAlone } from './laid-out';
import { Side } from './side';

/** A host's Hyprland beside the Plasma it falls back to. Their settings have nothing in common; what is seen is compared. */
export function PlasmaSide({ desktop }: { desktop: Desktop }) {
  const read = usePlasma(desktop.host);
  const hyprland = useMemo(() => {
    const desk = laidOutAlone(desktop);
    return desk && hyprlandScene(desk, desktop.screens.screens);
  }, [desktop]);
  const plasma = useMemo(() => {
    if (!read.data) return null;
    const model = read.data.model ?? readPlasma(settingOf({}));
    const session = openingOfPlasma(model);
    const screens = plasmaScreens(read.data.screens.screens);
    return plasmaScene(model, layOutPlasma(model, screens, session), session);
  }, [read.data]);
  if (read.error)
    return (
      <ErrorLine
        title="The Plasma could not be read"
        error={toErrorShape(read.error)}
        onRetry={() => void read.refetch()}
      />
    );
  if (!plasma) return <Skeleton rows={4} label="Reading the Plasma" />;
  if (!hyprland) return <p className="sm warn">The Hyprland desktop cannot be laid out.</p>;
  return (
    <div className="dx-beside">
      <Side name="Hyprland" scene={hyprland} />
      <Side name="Plasma" scene={plasma} />
    </div>
  );
}
