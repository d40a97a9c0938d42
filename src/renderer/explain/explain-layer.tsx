import { useAsked } from '../app';
import './explain.css';
import { ExplainPopover } from './explain-popover';
import { SourcePanel } from './source-panel';

/** What lies over the pages when a value or a place is asked about; mounted once beside the frame. */
export function ExplainLayer() {
  const value = useAsked((state) => state.value);
  const place = useAsked((state) => state.places.at(-1));
  return (
    <>
      {place ? <SourcePanel place={place} /> : null}
      {value ? <ExplainPopover key={`${value.host} ${value.path}`} {...value} /> : null}
    </>
  );
}
