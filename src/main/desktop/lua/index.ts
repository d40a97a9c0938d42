export type { LuaMonitor, LuaSurroundings } from './answers';
export { USUAL_LIMITS, type LuaLimits } from './machine';
export { runLua } from './run';
