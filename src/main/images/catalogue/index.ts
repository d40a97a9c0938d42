export {
  imageOf,
  imagesOfFleet,
  PROFILES,
  type FleetForImages,
  type ImageEntry,
  type ImageRecipe,
} from './catalogue';
export { noteBuilt, readBuilt, type BuiltImage } from './built';
