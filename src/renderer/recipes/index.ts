export { RecipesLayer } from './recipes-layer';
