export { chooseGeneration, generationWith } from './choose';
export { compareSystems } from './compare';
export { deleteGenerations, spaceOf } from './delete';
export { currentGeneration, describeGenerations, holdOf } from './describe';
export { parseGenerations, parseSpace, type TargetGeneration } from './parse';
export { readGenerations } from './read';
