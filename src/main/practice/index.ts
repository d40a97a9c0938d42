export { keyPair, type KeyPair } from './key-pair';
export { createPractice, type Practice, type PracticeOptions } from './practice';
