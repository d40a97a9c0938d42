import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readMachine } from '../../drives';
import { runThread, type ThreadTask } from '../threads';
import { runHelper } from './run-helper';

// One file for the process and its threads, so that what root runs is one file to look at.
if (isMainThread) {
  // Writes in flight and reads of the image must not wait for each other; the pool is made at its first use.
  process.env['UV_THREADPOOL_SIZE'] = '24';
  void runHelper({ bundle: __filename, input: process.stdin, readMachine: () => readMachine() });
} else if (parentPort) runThread(workerData as ThreadTask, parentPort);
