export { createBuilders, type Builders, type BuildersOptions } from './builders';
export { HERE, type BuildWay } from './types';
