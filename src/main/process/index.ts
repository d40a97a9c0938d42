export { isCommandAbsent } from './command-absent';
export { createLineSplitter, type LineSplitter } from './line-splitter';
export { killProcessesOf, runProcess, type ProcessOptions, type ProcessResult } from './run-process';
