import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { ScrollRegion } from '../ui';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly words: string;
}

/** A few pages in one place; arrows go from tab to tab. */
export function Tabs<Id extends string>({
  label,
  tabs,
  present,
  onPick,
  children,
}: {
  label: string;
  tabs: readonly Tab<Id>[];
  present: Id;
  onPick: (id: Id) => void;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === present);
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const tab = to === undefined ? undefined : tabs[to];
    if (tab === undefined) return;
    event.preventDefault();
    onPick(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to ?? 0]?.focus();
  };
  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {tabs.map(({ id, words }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            aria-selected={id === present}
            aria-controls={`${base}-panel`}
            tabIndex={id === present ? 0 : -1}
            onClick={() => onPick(id)}
          >
            {words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} className="tab-panel" aria-labelledby={`${base}-${present}`}>
        <ScrollRegion
          key={present}
          className="details-body"
          label={`${tabs.find(({ id }) => id === present)?.words}, ${label}`}
        >
          {children}
        </ScrollRegion>
      </div>
    </>
  );
}
