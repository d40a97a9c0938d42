import './offers';

export { ImagesPage } from './images-page';
