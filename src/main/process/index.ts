export { isCommandAbsent } from './command-absent';
export { createOutputKeeper, type OutputKeeper } from './output-keeper';
export { createLineSplitter, type LineSplitter } from './line-splitter';
export { killProcessesOf, runProcess, type ProcessOptions, type ProcessResult } from './run-process';
