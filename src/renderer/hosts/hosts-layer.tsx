import { useLife } from '../app';
import { AddWizard } from './add-wizard';
import './hosts.css';
import { LifeDialog } from './life-dialog';
import './offers';

/** The wizard and the dialogs of a host's life, over whatever page is open. */
export function HostsLayer() {
  const asked = useLife((state) => state.asked);
  if (asked === null) return null;
  if (asked.kind === 'add') return <AddWizard />;
  return <LifeDialog key={`${asked.kind} ${asked.host}`} kind={asked.kind} host={asked.host} />;
}
