import type * as Electron from 'electron';
import type { Pipe } from '../../shared/pipe';
import { pipeOverPort } from '../../shared/carrier';
import { portCarrier, type Report } from '../carriers';
import type { AppRouter } from '../router';
import { pageAnswer, plainAnswer } from '../serve/index';
import { APP_ORIGIN, APP_SCHEME, isAppUrl, isTrustedSender } from './origin';
import { denyPermissions, harden, windowOptions } from './window';

/** The one channel a page may speak on: it brings two ports, calls first, bulk bytes second. */
export const CONNECT_CHANNEL = 'snowfleet:connect';

/** The parts of Electron this door uses; the entry hands in the real ones. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'ipcMain' | 'Menu' | 'protocol' | 'session' | 'shell'
>;

/** What the door needs of the core. */
export interface DesktopCore {
  readonly router: AppRouter;
  attachPipe(pipe: Pipe): void;
  close(): Promise<void>;
}

export interface DesktopDoorOptions {
  /** Folder of the built page. */
  readonly root: string;
  readonly preload: string;
  readonly devTools: boolean;
  readonly openCore: () => Promise<DesktopCore>;
  readonly report: Report;
}

/**
 * The desktop door: one instance, one window on `app://bundle`, one channel. Resolves when the window loads,
 * or at once when another instance has the lock (that one then comes to the front).
 */
export async function openDesktopDoor(electron: ElectronParts, options: DesktopDoorOptions): Promise<void> {
  const { app, protocol } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const openInBrowser = (address: string): void => {
    electron.shell.openExternal(address).catch(options.report);
  };
  app.on('web-contents-created', (_event, contents) => harden(contents, openInBrowser));
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  electron.Menu.setApplicationMenu(null);
  denyPermissions(electron.session.defaultSession);
  protocol.handle(APP_SCHEME, (request) => servePage(options.root, request));
  const core = await options.openCore();
  closeBeforeQuit(app, core, options.report);
  listenForPages(electron.ipcMain, core, options.report);
  await showWindow(electron, options);
}

async function servePage(root: string, request: Request): Promise<Response> {
  const isOurs = isAppUrl(request.url) && (request.method === 'GET' || request.method === 'HEAD');
  const answer = isOurs
    ? await pageAnswer(root, new URL(request.url).pathname)
    : plainAnswer(403, 'Snowfleet answers only its own page.');
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers: { ...answer.headers } });
}

function listenForPages(ipcMain: Electron.IpcMain, core: DesktopCore, report: Report): void {
  const answerCalls = portCarrier(core.router, report);
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    const [calls, pipe] = event.ports;
    if (!isTrustedSender(event.senderFrame) || calls === undefined || pipe === undefined) {
      for (const port of event.ports) port.close();
      return;
    }
    // Electron's port is an emitter whose listener always gets an event; oRPC's type makes it optional.
    answerCalls(calls as Parameters<typeof answerCalls>[0]);
    calls.start();
    core.attachPipe(pipeOverPort(pipe));
  });
}

async function showWindow(electron: ElectronParts, options: DesktopDoorOptions): Promise<void> {
  const window = new electron.BrowserWindow(windowOptions(options.preload, options.devTools));
  electron.app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${APP_ORIGIN}/`);
}

/** Quitting waits for the core: jobs are asked to stop and the journal is closed before the process ends. */
function closeBeforeQuit(app: Electron.App, core: DesktopCore, report: Report): void {
  let isClosing = false;
  let isClosed = false;
  const close = async (): Promise<void> => {
    await core.close().catch(report);
    isClosed = true;
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (!isClosing) void close();
    isClosing = true;
  });
}
