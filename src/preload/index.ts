import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * The whole bridge: `window.snowfleet.connect()` hands the page two MessagePorts by a message event
 * `{ type: 'snowfleet:port' }` (calls first, bulk bytes second) and their other ends to the main process. `pathOf` says
 * where a file lies that the person chose in the system's own dialog.
 * Nothing of Electron or Node crosses.
 */
contextBridge.exposeInMainWorld('snowfleet', {
  connect(): void {
    const calls = new MessageChannel();
    const pipe = new MessageChannel();
    ipcRenderer.postMessage('snowfleet:connect', null, [calls.port1, pipe.port1]);
    window.postMessage({ type: 'snowfleet:port' }, window.location.origin, [calls.port2, pipe.port2]);
  },
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
