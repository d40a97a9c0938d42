export { explainValue, openSource, type ExplainedValue, type SourcePlace } from '../app';
export { ExplainLayer } from './explain-layer';
export { PlaceLink } from './place-link';
