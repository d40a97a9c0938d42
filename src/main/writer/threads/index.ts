export { openHasher, openSource } from './open-threads';
export { runThread } from './run-thread';
export { surveyFile, type Survey, type SurveyOptions } from './survey-file';
export type { ThreadTask } from './messages';
