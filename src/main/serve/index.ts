export {
  contentSecurityPolicy,
  NONCE_PLACEHOLDER,
  pageAnswer,
  plainAnswer,
  type PageAnswer,
} from './page-files';
export { startPageServer, type PageServer, type ServerOptions } from './server';
