export { type BytesInWords, liveFactWords } from './words';
export * from './drift';
