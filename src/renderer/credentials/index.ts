export { CredentialsPage } from './credentials-page';
