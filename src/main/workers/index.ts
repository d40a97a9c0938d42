export { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './pool';
export type { TaskInput, TaskName, TaskOutput } from './tasks';
