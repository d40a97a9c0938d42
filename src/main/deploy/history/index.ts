export { History, type HistoryQuery } from './history';
export { RunJournal } from './run-journal';
export type { RunWriter } from './run-writer';
export type { Orphan } from './stored-run';
