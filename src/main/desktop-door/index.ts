export {
  CONNECT_CHANNEL,
  type DesktopCore,
  type DesktopDoorOptions,
  type ElectronParts,
  openDesktopDoor,
} from './door';
