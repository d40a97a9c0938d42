import Button from '@mui/material/Button';
import { useInventory } from '../../app';
import { Filter, PickMenu } from '../../ui';
import { setHistoryState, showEverything, useHistoryState } from './store';
import { OUTCOMES } from './words';

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="field day">
      <span className="nw">{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

/** Narrows the history by words, host, outcome and days. */
export function HistoryToolbar() {
  const state = useHistoryState();
  const hosts = useInventory().data?.hosts ?? [];
  const isAll =
    state.text === '' &&
    state.host === '' &&
    state.outcome === 'any' &&
    state.since === '' &&
    state.until === '';
  return (
    <search className="toolbar history-toolbar">
      <Filter
        label="Search records and logs"
        value={state.text}
        onChange={(text) => setHistoryState({ text })}
      />
      <PickMenu
        label="Host"
        value={state.host}
        options={[{ value: '', words: 'any' }, ...hosts.map(({ name }) => ({ value: name, words: name }))]}
        onPick={(host) => setHistoryState({ host })}
      />
      <PickMenu
        label="Outcome"
        value={state.outcome}
        options={OUTCOMES}
        onPick={(outcome) => setHistoryState({ outcome })}
      />
      <Day label="From" value={state.since} onChange={(since) => setHistoryState({ since })} />
      <Day label="To" value={state.until} onChange={(until) => setHistoryState({ until })} />
      {isAll ? null : (
        <Button variant="text" className="s24" onClick={showEverything}>
          Show all
        </Button>
      )}
    </search>
  );
}
