export { parseKeys, readBind, readUnbind } from './binds';
export { refuse, type LuaReader } from './common';
export { readMonitor } from './monitor';
export { readAnimation, readCurve } from './motion';
export { readEnvironment, readExec, readOther, whenOf } from './others';
export { readLayerRule, readWindowRule } from './rules';
export { readWorkspaceRule } from './workspace';
