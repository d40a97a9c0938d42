import { EmptyState } from '../ui';

export function DeploysPage() {
  return (
    <main aria-label="Deploys">
      <EmptyState icon="deploys" title="Deploys" words="Choose a host in the inventory." />
    </main>
  );
}
