export { parseSelection, type Selection } from './parse';
export { selectHosts, type Selectable } from './select';
