export { DeploysArea as DeploysPage } from './deploys-area';
