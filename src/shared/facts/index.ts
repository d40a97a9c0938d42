export { type BytesInWords, liveFactWords } from './words';
export * from './drift';
export { bytes } from '../sizes';
