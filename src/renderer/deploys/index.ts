export { DeploysPage } from './deploys-page';
