export { DraftDrawer } from './draft-drawer';
