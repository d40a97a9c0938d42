import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, pipeOverPort } from '../../shared/carrier';
import { contract } from '../../shared/contract';
import type { Pipe } from '../../shared/pipe';
import type { AppRouter } from '../router';
import { CONNECT_CHANNEL, type DesktopDoorOptions, openDesktopDoor } from '.';
import { ElectronRecorder, RecordedEvent } from './electron-recorder';

const OWN = 'app://bundle/deploys';
const FOREIGN = [
  'https://evil.example/',
  'app://bundle.evil/',
  'app://other/',
  'file:///etc/passwd',
  'about:blank',
];

let root: string;
let electron: ElectronRecorder;
let pipes: Pipe[];
let closeCore: () => Promise<void>;
let options: DesktopDoorOptions;

/** Node's port behind the face of Electron's MessagePortMain, which is an emitter. */
function asElectronPort(port: MessagePort): EventEmitter & { start(): void; close(): void } {
  const emitter = new EventEmitter();
  port.on('close', () => emitter.emit('close'));
  return Object.assign(emitter, {
    start: () => void port.on('message', (data: unknown) => emitter.emit('message', { data, ports: [] })),
    postMessage: (data: unknown) => port.postMessage(data),
    close: () => port.close(),
  });
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'snowfleet-desktop-'));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<style nonce="__CSP_NONCE__"></style>');
  electron = new ElectronRecorder();
  pipes = [];
  closeCore = async () => {};
  const os = implement(contract);
  const router = {
    fleet: { recent: os.fleet.recent.handler(() => [{ dir: '/fleet', name: 'fleet', openedAt: 'now' }]) },
  } as unknown as AppRouter;
  options = {
    root,
    preload: '/app/preload.cjs',
    devTools: false,
    openCore: async () => ({ router, attachPipe: (pipe) => pipes.push(pipe), close: () => closeCore() }),
    report: (error) => {
      throw error;
    },
  };
});

afterEach(() => rm(root, { recursive: true }));

const open = (): Promise<void> => openDesktopDoor(electron.parts(), options);

describe('the window', () => {
  it('is sandboxed, isolated and without Node, on the app scheme', async () => {
    await open();
    const [window] = electron.windows;
    expect(electron.windows).toHaveLength(1);
    expect(window?.options).toMatchObject({
      show: false,
      webPreferences: {
        preload: '/app/preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        devTools: false,
      },
    });
    expect(window?.url).toBe('app://bundle/');
    expect(window?.isShown).toBe(true);
    expect(electron.menu).toBeNull();
  });

  it('sandboxes everything and registers the scheme before the app is ready', async () => {
    await open();
    expect(electron.calls).toEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'whenReady']);
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('stays on its own pages', async () => {
    await open();
    const contents = electron.windows[0]?.webContents;
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const prevented = (url: string): boolean => {
        const event = Object.assign(new RecordedEvent(), { url, isMainFrame: true });
        contents?.emit(name, event);
        return event.defaultPrevented;
      };
      expect(FOREIGN.map(prevented), name).toEqual(FOREIGN.map(() => true));
      expect(prevented(OWN), name).toBe(false);
    }
    const inFrame = Object.assign(new RecordedEvent(), { url: OWN, isMainFrame: false });
    contents?.emit('will-frame-navigate', inFrame);
    expect(inFrame.defaultPrevented).toBe(true);
  });

  it('opens no window and attaches no webview', async () => {
    await open();
    const contents = electron.windows[0]?.webContents;
    const others = ['javascript:alert(1)', 'data:text/html,x', 'ssh://host', '//evil.example', ''];
    for (const url of [OWN, ...FOREIGN, ...others]) {
      expect(contents?.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    // What the user agreed to open goes to their browser, if it is of the web at all.
    expect(electron.opened).toEqual(['https://evil.example/']);
    const event = new RecordedEvent();
    contents?.emit('will-attach-webview', event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('gets no permission but writing text to the clipboard', async () => {
    await open();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'hid',
      'openExternal',
    ]) {
      expect(electron.session.grants(permission, OWN), permission).toEqual({
        request: false,
        check: false,
        device: false,
      });
    }
    expect(electron.session.grants('clipboard-sanitized-write', OWN).request).toBe(true);
    expect(electron.session.grants('clipboard-sanitized-write', 'https://evil.example').request).toBe(false);
  });
});

const ask = async (url: string, method = 'GET'): Promise<Response> => {
  await open();
  const handler = electron.protocolHandlers.get('app');
  if (handler === undefined) throw new Error('no handler for app:');
  return handler(new Request(url, { method }));
};

describe('the page handler', () => {
  it('serves the page under the strict policy of the browser door', async () => {
    const response = await ask(OWN);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(response.status).toBe(200);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(await response.text()).toContain(/'nonce-([^']+)'/.exec(policy)?.[1]);
  });

  it.each([
    ['app://bundle/..%2f..%2fetc/passwd', 'GET'],
    ['app://other/index.html', 'GET'],
    ['app://bundle/', 'POST'],
  ])('refuses %s by %s', async (url, method) => {
    expect((await ask(url, method)).status).toBeGreaterThanOrEqual(400);
  });
});

function connect(senderFrame: { url: string; parent: unknown } | null) {
  const [calls, pipe] = [new MessageChannel(), new MessageChannel()];
  electron.ipcMain.emit(CONNECT_CHANNEL, {
    senderFrame,
    ports: [asElectronPort(calls.port1), asElectronPort(pipe.port1)],
  });
  return { calls: calls.port2, pipe: pipe.port2 };
}

describe('the channel', () => {
  it('carries the contract and the pipe to the page', async () => {
    await open();
    const { calls, pipe } = connect({ url: OWN, parent: null });
    calls.start();
    const client = createClient(new RPCLink({ port: calls }));
    expect(await client.fleet.recent()).toEqual([{ dir: '/fleet', name: 'fleet', openedAt: 'now' }]);

    const heard = new Promise((resolve) => pipes[0]?.onFrame(resolve));
    pipeOverPort(pipe as unknown as Parameters<typeof pipeOverPort>[0]).send({ kind: 'end', channel: 7 });
    expect(await heard).toEqual({ kind: 'end', channel: 7 });
    calls.close();
    pipe.close();
  });

  it.each([
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['a frame within the page', { url: OWN, parent: {} }],
    ['a look-alike', { url: 'app://bundle.evil/', parent: null }],
    ['a frame that is gone', null],
  ])('closes the ports of %s', async (_who, frame) => {
    await open();
    const { calls, pipe } = connect(frame);
    await Promise.all([once(calls, 'close'), once(pipe, 'close')]);
    expect(pipes).toHaveLength(0);
  });
});

describe('one instance', () => {
  it('leaves when another has the lock, and opens nothing', async () => {
    electron.hasLock = false;
    await open();
    expect(electron.app.hasQuit).toBe(true);
    expect(electron.windows).toHaveLength(0);
    expect(electron.calls).toEqual([]);
  });

  it('comes to the front when a second one is started', async () => {
    await open();
    const [window] = electron.windows;
    if (window) window.minimized = true;
    electron.app.emit('second-instance', {}, ['snowfleet', '--evil']);
    expect(window).toMatchObject({ minimized: false, focused: 1 });
  });
});

describe('quitting', () => {
  it('waits until the core has closed', async () => {
    const core = new EventEmitter();
    closeCore = () => new Promise((resolve) => core.once('closed', resolve));
    await open();
    electron.app.emit('window-all-closed');
    electron.app.quit();
    expect(electron.app.hasQuit).toBe(false);
    core.emit('closed');
    await vi.waitFor(() => expect(electron.app.hasQuit).toBe(true));
  });

  it('is not held up by a core that fails to close', async () => {
    const reported: unknown[] = [];
    closeCore = () => Promise.reject(new Error('stuck'));
    options = { ...options, report: (error) => reported.push(error) };
    await open();
    electron.app.quit();
    await vi.waitFor(() => expect(electron.app.hasQuit).toBe(true));
    expect(reported).toHaveLength(1);
  });
});
