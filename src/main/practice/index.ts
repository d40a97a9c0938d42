export { createPractice, type Practice, type PracticeOptions } from './practice';
export { startPracticeServer, type PracticeServer, type PracticeServerOptions } from './practice-server';
