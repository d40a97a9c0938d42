/** What a person does in a preview, as data: opening, closing, binds of the host; and what is open at first. */
export * from './actions';
export * from './host-binds';
export { openingOf } from './opening';
export { type Program, programOf, programOfCommand, programsOf } from './programs';
export { type Performed, perform, type PlayedThrough, playThrough, triedModel } from './perform';
