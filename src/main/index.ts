import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import { toErrorShape } from '../shared/contract';
import { findAppRoot } from './app-root';
import { createCore } from './core';
import { type DesktopCore, openDesktopDoor } from './desktop-door';

function report(error: unknown): void {
  console.error(error);
}

async function openCore(): Promise<DesktopCore> {
  const root = findAppRoot();
  const core = await createCore({
    threads: true,
    env: process.env,
    version: root.version,
    resourcesDir: root.resources,
    standIn: false,
    watches: true,
  });
  await core.openFirstFleet(process.env['SNOWFLEET_FLEET'] ?? null, report);
  return core;
}

const root = findAppRoot();
openDesktopDoor(
  { app, BrowserWindow, ipcMain, Menu, protocol, session, shell },
  { root: root.page, preload: root.preload, devTools: !app.isPackaged, openCore, report },
).catch((error: unknown) => {
  report(error);
  const { message, hint } = toErrorShape(error);
  dialog.showErrorBox('Snowfleet cannot start', `${message}\n${hint}`);
  app.exit(1);
});
