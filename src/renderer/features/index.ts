export { FeaturesPage } from './features-page';
export { DragProvider } from './drag-provider';
