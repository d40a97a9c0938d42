import { deployable, setView, useInventory, useJobView, useView } from '../app';
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

/** Each view has a switch of its own; whoever uses it stays on it. */
let switching = false;
function keepFocus(node: HTMLElement | null): void {
  if (!node || !switching) return;
  switching = false;
  node.querySelector<HTMLElement>('input:checked')?.focus();
}

/** Leads from one view of the deploys to another. */
export function DeploysViews() {
  const view = useDeploysView();
  const hosts = useInventory().data?.hosts ?? [];
  const chosen = useView((state) => state.deployHosts)[0];
  const shownJob = useView((state) => state.deployJob);
  const shown = useJobView(shownJob)?.job?.hosts[0];
  const first = shown ?? chosen ?? hosts.find(deployable)?.name ?? null;
  const show = (wanted: DeploysView): void => {
    switching = true;
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
    <span ref={keepFocus}>
      <Segmented
        label="View"
        value={view}
        options={first === null ? VIEWS.filter(({ value }) => value !== 'generations') : VIEWS}
        onChange={show}
      />
    </span>
  );
}
