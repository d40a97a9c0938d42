import './offers';

export { SecretsPage } from './secrets-page';
