export { buildImage, type BuildParts, type ImageBuilt } from './build-image';
export { practiceMissing, PRACTICE_STEPS } from './practice';
export { imageFlake, NIX_STEPS } from './with-nix';
