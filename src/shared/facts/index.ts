export { type BytesInWords, liveFactWords } from './words';
