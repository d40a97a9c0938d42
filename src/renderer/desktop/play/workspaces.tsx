import { memo } from 'react';
import type { Desk } from '../../../shared/desktop';
import { useKept } from '../use-kept';

/** So many workspaces are offered at least. */
const LEAST = 4;
const MOST = 10;

interface WorkspaceButton {
  /** What the dispatcher is given. */
  readonly name: string;
  readonly words: string;
  readonly inView: boolean;
  readonly full: boolean;
  /** The other monitor that shows it. */
  readonly elsewhere: string | null;
  readonly special: boolean;
}

/** The workspaces to choose from: some empty ones too, and special ones with windows. */
function buttonsOf(desk: Desk): readonly WorkspaceButton[] {
  const monitor = desk.monitors.find(({ name }) => name === desk.focusedMonitor);
  const used = desk.workspaces.filter(({ special }) => !special).map(({ id }) => id);
  const numbers = Array.from({ length: Math.min(MOST, Math.max(LEAST, ...used)) }, (_, index) => index + 1);
  const special = desk.workspaces.filter((workspace) => workspace.special && workspace.targets.length > 0);
  return [
    ...numbers.map((id): WorkspaceButton => {
      const other = desk.monitors.find(({ name, active }) => active === id && name !== monitor?.name);
      return {
        name: String(id),
        words: String(id),
        inView: monitor?.active === id,
        full: (desk.workspaces.find((each) => each.id === id)?.targets.length ?? 0) > 0,
        elsewhere: other?.name ?? null,
        special: false,
      };
    }),
    ...special.map((workspace): WorkspaceButton => ({
      name: workspace.name.replace(/^special:?/u, ''),
      words: workspace.name,
      inView: monitor?.special === workspace.id,
      full: true,
      elsewhere: null,
      special: true,
    })),
  ];
}

const Buttons = memo(function Buttons({
  buttons,
  monitor,
  onGo,
}: {
  buttons: readonly WorkspaceButton[];
  monitor: string;
  onGo: (dispatcher: string, name: string) => void;
}) {
  return (
    <nav className="dk-workspaces" aria-label={`Workspaces, ${monitor} is focused`}>
      <span className="cap mut" aria-hidden>
        Workspace
      </span>
      {buttons.map(({ name, words, inView, full, elsewhere, special }) => (
        <button
          key={words}
          type="button"
          className={full ? 'full' : ''}
          aria-pressed={inView}
          aria-label={`Workspace ${words}${elsewhere === null ? '' : `, on ${elsewhere}`}`}
          title={elsewhere === null ? (full ? 'Has windows' : 'Empty') : `On ${elsewhere}`}
          onClick={() => onGo(special ? 'togglespecialworkspace' : 'workspace', name)}
        >
          {words}
        </button>
      ))}
    </nav>
  );
});

/** The workspaces of the focused monitor, to go to one. */
export function Workspaces({ desk, onGo }: { desk: Desk; onGo: (dispatcher: string, name: string) => void }) {
  return <Buttons buttons={useKept(buttonsOf(desk))} monitor={desk.focusedMonitor} onGo={onGo} />;
}
