export { editInMemory, type EditOptions } from './edit';
