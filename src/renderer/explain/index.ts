export { ExplainLayer } from './explain-layer';
export { PlaceLink } from './place-link';
