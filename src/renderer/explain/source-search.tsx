import IconButton from '@mui/material/IconButton';
import { focusOnMount, Icon } from '../ui';

/** The field that searches the shown file: Enter goes on, Shift Enter back, Esc closes it. */
export function SourceSearch({
  query,
  count,
  current,
  onQuery,
  onStep,
  onClose,
}: {
  query: string;
  count: number;
  current: number | null;
  onQuery: (query: string) => void;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  const words = query === '' ? '' : count === 0 ? 'Not found' : `${(current ?? 0) + 1} of ${count}`;
  return (
    <search className="src-search" aria-label="Search this file">
      <Icon name="search" small />
      <input
        ref={focusOnMount}
        type="search"
        aria-label="Search this file"
        placeholder="Search this file"
        value={query}
        spellCheck={false}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            onStep(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
      />
      <output className="cap mut nw">{words}</output>
      <IconButton className="s24" aria-label="Previous" disabled={count === 0} onClick={() => onStep(-1)}>
        <span className="turned">
          <Icon name="down" small />
        </span>
      </IconButton>
      <IconButton className="s24" aria-label="Next" disabled={count === 0} onClick={() => onStep(1)}>
        <Icon name="down" small />
      </IconButton>
      <IconButton className="s24" aria-label="Close the search" onClick={onClose}>
        <Icon name="x" small />
      </IconButton>
    </search>
  );
}
