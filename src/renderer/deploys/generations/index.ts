export { GenerationsPage } from './generations-page';
