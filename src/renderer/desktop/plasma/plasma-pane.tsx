import { useMemo } from 'react';
import { toErrorShape } from '../../../shared/contract';
import { readPlasma, settingOf } from '../../../shared/desktop';
import { ErrorLine, Skeleton } from '../../ui';
import { usePlasma } from '../queries';
import { PlasmaValues } from './plasma-values';
import { PlasmaView } from './plasma-view';

/** The Plasma of a host beside what it is drawn from. */
export function PlasmaPane({ host }: { host: string }) {
  const read = usePlasma(host);
  const desktop = read.data;
  // Where plasma-manager says nothing, Plasma is drawn as it comes.
  const model = useMemo(() => (desktop ? (desktop.model ?? readPlasma(settingOf({}))) : null), [desktop]);
  if (read.error)
    return (
      <ErrorLine
        title="The desktop could not be read"
        error={toErrorShape(read.error)}
        onRetry={() => void read.refetch()}
      />
    );
  if (!desktop || !model) return <Skeleton rows={6} label="Reading the desktop" />;
  return (
    <div className="dk">
      <div className="dk-view">
        <PlasmaView key={host} desktop={desktop} model={model} />
      </div>
      <PlasmaValues model={model} />
    </div>
  );
}
