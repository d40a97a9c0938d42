import Button from '@mui/material/Button';
import {
  announce,
  assignToHosts,
  chooseForDeploy,
  deployable,
  notifyFailure,
  openTerminals,
  useReadFacts,
} from '../app';
import { Icon } from '../ui';
import { NOTHING_CHOSEN } from './choice';
import type { HostRow } from './host-row';
import { choose, useInventoryState } from './store';

/** More terminals at once than anybody looks at, each of them a login. */
const MOST_TERMINALS = 12;

async function copyNames(names: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(names.join('\n'));
    announce(names.length === 1 ? '1 name copied' : `${names.length} names copied`);
  } catch {
    announce('The browser does not let the names be copied');
  }
}

/** What can be done with the hosts that are chosen; there while some are. */
export function ActionBar({ rows, shown }: { rows: readonly HostRow[]; shown: ReadonlySet<string> }) {
  const chosen = useInventoryState((state) => state.choice.hosts);
  const readFacts = useReadFacts();
  const hosts = rows.filter(({ host }) => chosen.has(host.name)).map(({ host }) => host);
  if (hosts.length === 0) return null;
  const names = hosts.map(({ name }) => name);
  const targets = hosts.filter(deployable).map(({ name }) => name);
  const hidden = names.filter((name) => !shown.has(name)).length;
  const none = targets.length === 0;
  const tooMany = targets.length > MOST_TERMINALS;
  return (
    <section className="action-bar" aria-label="Chosen hosts">
      <span className="sm md nw">{names.length === 1 ? '1 host' : `${names.length} hosts`} chosen</span>
      {hidden > 0 ? <span className="cap mut nw">{hidden} not shown</span> : null}
      <span className="sp" />
      <Button
        className="s24"
        disabled={none || readFacts.isPending}
        onClick={() => readFacts.mutate(targets, { onError: notifyFailure('Read facts') })}
      >
        {readFacts.isPending ? 'Reading facts' : 'Read facts'}
      </Button>
      <Button className="s24" disabled={none} onClick={() => chooseForDeploy(targets)}>
        Plan deploy
      </Button>
      <Button
        className="s24"
        disabled={none || tooMany}
        title={tooMany ? `At most ${MOST_TERMINALS} at once` : undefined}
        onClick={() => openTerminals(targets)}
      >
        Open terminals
      </Button>
      <Button className="s24" disabled={none} onClick={() => assignToHosts(targets)}>
        Assign a feature…
      </Button>
      <Button className="s24" onClick={() => void copyNames(names)}>
        Copy names
      </Button>
      <Button
        variant="text"
        className="s24"
        onClick={() => {
          choose(() => NOTHING_CHOSEN);
          announce('No host is chosen');
        }}
      >
        <Icon name="x" small />
        None
      </Button>
    </section>
  );
}
