export { BuildingDialog } from './building-dialog';
export { useBuildPlaces } from './use-building';
export { PLACES } from './words';
