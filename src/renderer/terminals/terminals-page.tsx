import { EmptyState } from '../ui';

export function TerminalsPage() {
  return (
    <main aria-label="Terminals">
      <EmptyState icon="terminals" title="Terminals" words="Choose a host in the inventory." />
    </main>
  );
}
