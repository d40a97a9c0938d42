import { useView } from '../app';
import { DeploysPage } from './deploys-page';
import { useDeploysView } from './deploys-views';
import { GenerationsPage } from './generations';
import { HistoryPage } from './history';

/** What goes to hosts, what went there, and what they have of it. */
export function DeploysArea() {
  const host = useView((state) => state.generationsOf);
  switch (useDeploysView()) {
    case 'generations':
      return host === null ? null : <GenerationsPage key={host} host={host} />;
    case 'history':
      return <HistoryPage />;
    case 'deploy':
      return <DeploysPage />;
  }
}
