export { DesktopPage } from './desktop-page';
