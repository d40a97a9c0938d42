export { isTable, luaText, placeOfField } from './calls';
export type { LuaCall, LuaDispatcher, LuaFunction, LuaRun, LuaTable, LuaTrouble, LuaValue } from './calls';
export { parseKeys } from './functions';
export { desktopOfLua } from './read';
export { TablePlaces, type FieldPlace } from './table-places';
