import type { Desk } from '../../../shared/desktop';

/** So many workspaces are offered at least. */
const LEAST = 4;
const MOST = 10;

/** The workspaces of the focused monitor, to go to one. */
export function Workspaces({ desk, onGo }: { desk: Desk; onGo: (name: string) => void }) {
  const monitor = desk.monitors.find(({ name }) => name === desk.focusedMonitor);
  const used = desk.workspaces.filter(({ special }) => !special).map(({ id }) => id);
  const numbers = Array.from({ length: Math.min(MOST, Math.max(LEAST, ...used)) }, (_, index) => index + 1);
  const special = desk.workspaces.filter((workspace) => workspace.special && workspace.targets.length > 0);
  return (
    <nav className="dk-workspaces" aria-label={`Workspaces, ${desk.focusedMonitor} is focused`}>
      <span className="cap mut" aria-hidden>
        Workspace
      </span>
      {numbers.map((id) => {
        const workspace = desk.workspaces.find((each) => each.id === id);
        const elsewhere = desk.monitors.find(({ name, active }) => active === id && name !== monitor?.name);
        const full = (workspace?.targets.length ?? 0) > 0;
        return (
          <button
            key={id}
            type="button"
            className={[monitor?.active === id ? 'on' : '', full ? 'full' : ''].join(' ')}
            aria-pressed={monitor?.active === id}
            aria-label={`Workspace ${id}${elsewhere ? `, on ${elsewhere.name}` : ''}`}
            title={elsewhere ? `On ${elsewhere.name}` : full ? 'Has windows' : 'Empty'}
            onClick={() => onGo(String(id))}
          >
            {id}
          </button>
        );
      })}
      {special.map((workspace) => (
        <button
          key={workspace.id}
          type="button"
          className="full wide"
          aria-pressed={monitor?.special === workspace.id}
          onClick={() => onGo(workspace.name)}
        >
          {workspace.name}
        </button>
      ))}
    </nav>
  );
}
