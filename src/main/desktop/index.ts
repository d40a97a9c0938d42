export { createDesktops, type DesktopQuestion, type Desktops } from './desktops';
