export { TerminalsPage } from './terminals-page';
