export { createConfigReader, type ConfigReader, type ReadOnThread } from './config/config-reader';
export {
  languageOf,
  readConfigInThisThread,
  readsLanguage,
  type ConfigLanguage,
  type ConfigRequest,
  type ReadConfig,
} from './config/read-config';
export { createDesktops, type DesktopQuestion, type Desktops } from './desktops';
export { ConfigFolder } from './files/folder';
export { runLua, type LuaMonitor, type LuaSurroundings } from './lua';
export { pngOf } from './picture/png';
export { pictureKind, savePicture } from './picture/save';
export { luaReader } from './nix/read-lua';
