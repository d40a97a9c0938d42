export { findUnpackers } from './client/unpackers';
export { findWay, type WayToWrite } from './client/privilege';
export { markOf, type HelperRequest } from './helper';
export { runWrite, type HelperStart } from './client/run-write';
export { startWrite, type WriterParts } from './client/write-job';
export { PACKING_BYTES, packingOf, unpack, type Unpackers } from './source';
export { surveyFile, type Survey, type SurveyOptions } from './threads';
