import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { isAppUrl, webAddress } from './origin';

/** Options of the one window: sandboxed, isolated, without Node, shown when it has something to show. */
export function windowOptions(preload: string, devTools: boolean): BrowserWindowConstructorOptions {
  return {
    title: 'Snowfleet',
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools,
    },
  };
}

function stay(event: { preventDefault(): void }, url: string): void {
  if (!isAppUrl(url)) event.preventDefault();
}

/**
 * What no page in this app may do, whichever web contents it got hold of. A link to the web that the user has agreed to
 * opens in their browser, never in a window of ours.
 */
export function harden(contents: WebContents, openInBrowser: (address: string) => void): void {
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
    else stay(event, event.url);
  });
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = webAddress(url);
    if (address !== null) openInBrowser(address);
    return { action: 'deny' };
  });
}

/** Writing text to the clipboard (a terminal's selection) is the only thing the page may ask for. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/** Everything a page can ask the system for is denied, but the one thing named above. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(permission === ALLOWED_PERMISSION && isAppUrl(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === ALLOWED_PERMISSION && isAppUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
}
