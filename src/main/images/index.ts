export { createImages, type FleetOfImages, type Images, type ImagesParts } from './images';
