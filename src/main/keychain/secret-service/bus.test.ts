import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openBus, sessionBusAddress, socketOf } from './bus';

it.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/dbus-x,guid=00ff', '/tmp/dbus-x'],
  ['unix:abstract=/tmp/dbus-x,guid=0', '\0/tmp/dbus-x'],
  ['tcp:host=localhost,port=1;unix:path=/a%20b%2cc', '/a b,c'],
  ['unix:guid=1', null],
  ['unix:path=%zz', null],
  ['unixexec:path=/bin/false', null],
  ['nonsense', null],
  ['', null],
])('the address %s names the socket %j', (address, socket) => {
  expect(socketOf(address)).toBe(socket);
});

it('the session bus is the one named, else that of the user, else none', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-bus-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  expect(sessionBusAddress({})).toBeNull();
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: dir, DBUS_SESSION_BUS_ADDRESS: '' })).toBeNull();
  await writeFile(join(dir, 'bus'), '');
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: dir })).toBe(`unix:path=${dir}/bus`);
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: dir, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe(
    'unix:path=/x',
  );
});

it('whoever waits on a bus that closes is told', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-bus-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const path = join(dir, 'bus');
  // Takes the login of the protocol for granted and answers nothing else.
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (data.includes('AUTH')) socket.write('OK 0123456789abcdef\r\n');
      else if (data.includes('BEGIN')) setTimeout(() => socket.end(), 50);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  onTestFinished(() => void server.close());
  const bus = await openBus(`unix:path=${path}`);
  onTestFinished(() => bus.close());
  const call = bus.call({ path: '/', interface: 'a.b', member: 'C', destination: 'd.e' });
  await expect(call).rejects.toMatchObject({ name: 'BusError', errorName: 'closed' });
  await expect(openBus('unix:path=/nonexistent')).rejects.toMatchObject({ errorName: 'closed' });
});
