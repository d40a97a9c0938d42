export { createPractice, type Practice, type PracticeOptions } from './practice';
