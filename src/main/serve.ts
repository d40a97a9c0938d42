import { spawn } from 'node:child_process';
import type { AppError } from '../shared/contract';
import { pipeOverSocket, type SocketLike } from '../shared/carrier';
import { findAppRoot } from './app-root';
import { socketCarrier } from './carriers';
import { createCore } from './core';
import { startPageServer } from './serve/index';

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The fleet to open; null for the last one, or the practice fleet where there is none. */
  readonly fleet: string | null;
  readonly port?: number | undefined;
  readonly opensBrowser: boolean;
  /** Open the practice fleet, whatever else is said. */
  readonly practice: boolean;
  readonly standIn: boolean;
  readonly sshConfig?: string | undefined;
  readonly address?: string | undefined;
  readonly featureRoots?: readonly string[];
  readonly onReady: (ready: { url: string; port: number; pid: number }) => void;
  /** Resolves when the door shall close. */
  readonly untilStopped: Promise<void>;
}

/**
 * The browser door: the page and the contract on loopback until it is told to stop. Throws `port-taken`, and
 * whatever opening a named fleet throws.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const root = findAppRoot();
  const core = await createCore({
    threads: true,
    env: options.env,
    version: root.version,
    resourcesDir: root.resources,
    standIn: options.standIn,
    sshConfig: options.sshConfig,
    address: options.address,
    featureRoots: options.featureRoots,
    watches: true,
  });
  try {
    const server = await startPageServer({
      root: root.page,
      port: options.port,
      onRpc: socketCarrier(core.router, report),
      // The socket of package ws has the face of the DOM's with event types of its own.
      onPipe: (socket) => core.attachPipe(pipeOverSocket(socket as unknown as SocketLike)),
    });
    try {
      if (options.practice) await core.openPracticeFleet();
      else await core.openFirstFleet(options.fleet, (error) => complain(error));
      options.onReady({ url: server.url, port: server.port, pid: process.pid });
      if (options.opensBrowser) openBrowser(server.url, options.env);
      await options.untilStopped;
    } finally {
      await server.close();
    }
  } finally {
    await core.close();
  }
}

function report(error: unknown): void {
  console.error(error);
}

/** What cannot be opened by itself at a start is said, and the page asks for a fleet. */
function complain(error: AppError): void {
  console.error(`${error.message}${error.hint === '' ? '' : `\n${error.hint}`}`);
}

/** Only where there is a desktop to open it on; that it fails is no failure of the door. */
function openBrowser(url: string, env: ServeOptions['env']): void {
  if (env['DISPLAY'] === undefined && env['WAYLAND_DISPLAY'] === undefined) return;
  const child = spawn('xdg-open', [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
