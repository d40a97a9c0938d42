import { EventEmitter } from 'node:events';
import type { ElectronParts } from './door';

/**
 * A recording stand-in for `electron`, for tests only: it keeps what the door asked of Electron (window
 * options, handlers, privileges) and lets a test raise Electron's events. Nothing is shown or isolated by it.
 */
export class ElectronRecorder {
  hasLock = true;
  readonly calls: string[] = [];
  readonly app = new RecordedApp(this);
  readonly ipcMain = new EventEmitter();
  readonly schemes: unknown[] = [];
  readonly protocolHandlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly windows: RecordedWindow[] = [];
  readonly session = new RecordedSession();
  menu: unknown = 'the default menu';
  /** Addresses given to the user's browser. */
  readonly opened: string[] = [];

  /** What the door is given in place of the real module. */
  parts(): ElectronParts {
    const { windows, app } = this;
    class BrowserWindow extends RecordedWindow {
      constructor(options: unknown) {
        super(options);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    }
    const parts = {
      app: this.app,
      BrowserWindow,
      ipcMain: this.ipcMain,
      Menu: {
        setApplicationMenu: (menu: unknown) => {
          this.menu = menu;
        },
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: unknown[]) => {
          this.calls.push('registerSchemesAsPrivileged');
          this.schemes.push(...schemes);
        },
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
          this.protocolHandlers.set(scheme, handler),
      },
      session: { defaultSession: this.session },
      shell: { openExternal: async (address: string) => void this.opened.push(address) },
    };
    return parts as unknown as ElectronParts;
  }
}

class RecordedApp extends EventEmitter {
  readonly #recorder: ElectronRecorder;
  hasQuit = false;

  constructor(recorder: ElectronRecorder) {
    super();
    this.#recorder = recorder;
  }

  requestSingleInstanceLock(): boolean {
    return this.#recorder.hasLock;
  }

  enableSandbox(): void {
    this.#recorder.calls.push('enableSandbox');
  }

  async whenReady(): Promise<void> {
    this.#recorder.calls.push('whenReady');
  }

  /** As Electron: `will-quit` may be prevented; otherwise the process ends. */
  quit(): void {
    const event = new RecordedEvent();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.hasQuit = true;
  }
}

export class RecordedEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class RecordedWebContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | undefined;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class RecordedWindow extends EventEmitter {
  readonly options: unknown;
  readonly webContents = new RecordedWebContents();
  url: string | undefined;
  isShown = false;
  focused = 0;
  minimized = false;

  constructor(options: unknown) {
    super();
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.focused++;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  isDestroyed(): boolean {
    return false;
  }
}

type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void;

export class RecordedSession {
  #request: PermissionRequest | undefined;
  #check: ((contents: unknown, permission: string, origin: string) => boolean) | undefined;
  #device: (() => boolean) | undefined;

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, origin: string) => boolean,
  ): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler;
  }

  /** What a page at `url` is told when it asks; Electron grants where there is no handler. */
  grants(permission: string, url: string): { request: boolean; check: boolean; device: boolean } {
    let request = true;
    this.#request?.(null, permission, (granted) => (request = granted), { requestingUrl: url });
    return {
      request,
      check: this.#check?.(null, permission, url) ?? true,
      device: this.#device?.() ?? true,
    };
  }
}
