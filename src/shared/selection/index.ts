export { parseSelection, type Selection } from './parse';
export { selectHosts, type Selectable } from './select';
export { textFilter, type Filterable, type KnownWords, type TextFilter } from './filter';
