import { type Library, shapingLibrary } from '../builtins';
import { listFunctions } from './library/lists';
import { setFunctions } from './library/sets';
import { textFunctions } from './library/texts';
import { valueFunctions } from './library/values';

/**
 * The functions that shape a flake, and those that modules work their settings out with: for questions about the values
 * of one host, where more has to be understood than for the list of all.
 */
export const settingsLibrary: Library = new Map([
  ...shapingLibrary,
  ...textFunctions,
  ...listFunctions,
  ...setFunctions,
  ...valueFunctions,
]);
