import { deployable, setView, useInventory, useView } from '../app';
import { Segmented } from '../ui';

type DeploysView = 'deploy' | 'history' | 'generations';

const VIEWS: readonly { value: DeploysView; words: string; tip: string }[] = [
  { value: 'deploy', words: 'Deploy', tip: 'Plan, deploy and watch' },
  { value: 'history', words: 'History', tip: 'Every run that happened' },
  { value: 'generations', words: 'Generations', tip: 'The systems of each host' },
];

/** Which view of the deploys is shown. */
export function useDeploysView(): DeploysView {
  return useView((state) =>
    state.generationsOf !== null ? 'generations' : state.deployHistory ? 'history' : 'deploy',
  );
}

/** Leads from one view of the deploys to another. */
export function DeploysViews() {
  const view = useDeploysView();
  const hosts = useInventory().data?.hosts ?? [];
  const chosen = useView((state) => state.deployHosts)[0];
  const first = chosen ?? hosts.find(deployable)?.name ?? null;
  const show = (wanted: DeploysView): void => {
    switch (wanted) {
      case 'deploy':
        return setView({ generationsOf: null, deployHistory: false });
      case 'history':
        return setView({ generationsOf: null, deployHistory: true });
      case 'generations':
        return setView({ generationsOf: first, deployHistory: false });
    }
  };
  return (
    <Segmented
      label="View"
      value={view}
      options={first === null ? VIEWS.filter(({ value }) => value !== 'generations') : VIEWS}
      onChange={show}
    />
  );
}
