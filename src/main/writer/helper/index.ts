export { changeableByOthers, INSTALLED_NAME } from './standing';
export { markOf } from './open-image';
export { helperReplySchema, type FileMark, type HelperReply, type HelperRequest } from './protocol';
