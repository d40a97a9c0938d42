import './commands';

export { TerminalsPage } from './terminals-page';
