export { explainValue, openSource, type ExplainedValue, type SourcePlace } from './asked';
export { ExplainLayer } from './explain-layer';
