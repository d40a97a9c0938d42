import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveHome } from '../state';
import { createConnectionBook, findReach, parseAddress, type ReachSources } from '.';

const everything: ReachSources = {
  sshConfig: '/etc/my ssh config',
  address: 'admin@10.0.0.9:2022',
  book: { find: async () => ({ address: 'booked', port: 7 }) },
  practice: async (_dir, host) => ({
    host,
    source: 'practice',
    destination: host,
    configFile: '/practice/config',
  }),
  fleet: async () => ({ address: 'p510.lan', user: 'root' }),
};
const nothing: ReachSources = {
  book: { find: async () => null },
  practice: async () => null,
  fleet: async () => null,
};
const reach = (sources: ReachSources) => findReach(sources, '/fleet', 'p510');

describe('a host is reached', () => {
  it('by the first source that knows it', async () => {
    const { sshConfig, ...belowConfig } = everything;
    const { address, ...belowAddress } = belowConfig;
    const belowBook = { ...belowAddress, book: nothing.book };
    const belowPractice = { ...belowBook, practice: nothing.practice };
    expect(await reach(everything)).toEqual({
      host: 'p510',
      source: 'ssh-config',
      destination: 'p510',
      configFile: sshConfig,
    });
    expect(await reach(belowConfig)).toEqual({
      host: 'p510',
      source: 'address',
      destination: '10.0.0.9',
      user: 'admin',
      port: 2022,
    });
    expect(address).toBeDefined();
    expect(await reach(belowAddress)).toMatchObject({
      source: 'connection-book',
      destination: 'booked',
      port: 7,
    });
    expect(await reach(belowBook)).toMatchObject({ source: 'practice' });
    expect(await reach(belowPractice)).toEqual({
      host: 'p510',
      source: 'fleet',
      destination: 'p510.lan',
      user: 'root',
    });
    expect(await reach(nothing)).toEqual({ host: 'p510', source: 'user-ssh-config', destination: 'p510' });
  });

  it('with a stand-in system only where it was named, or on a practice host', async () => {
    const standIn = { ...everything, standIn: true };
    expect(await reach(standIn)).toMatchObject({ source: 'ssh-config' });
    expect(await reach({ ...standIn, sshConfig: undefined })).toMatchObject({ source: 'address' });
    const unnamed = { ...standIn, sshConfig: undefined, address: undefined };
    expect(await reach(unnamed)).toMatchObject({ source: 'practice' });
    await expect(reach({ ...unnamed, practice: nothing.practice })).rejects.toMatchObject({
      code: 'practice-down',
    });
  });

  it.each(['-oProxyCommand=id', 'p510;id', '$(id)', '', 'a b'])('not as %j', async (host) => {
    await expect(findReach(everything, '/fleet', host)).rejects.toMatchObject({ code: 'bad-host-name' });
  });

  it('not at an address that ssh would take for an option', async () => {
    for (const address of [{ address: '-oProxyCommand=id' }, { address: 'host', user: '-l' }]) {
      const sources = { ...nothing, fleet: () => Promise.resolve(address) };
      await expect(reach(sources)).rejects.toMatchObject({ code: 'usage' });
    }
  });
});

describe('an address', () => {
  it.each([
    ['host', { address: 'host' }],
    ['root@host:22', { address: 'host', user: 'root', port: 22 }],
    ['10.1.2.3', { address: '10.1.2.3' }],
    ['fe80::1%eth0', { address: 'fe80::1%eth0' }],
    ['[2001:db8::1]:2022', { address: '2001:db8::1', port: 2022 }],
    ['[::1]', { address: '::1' }],
    ['root@[::1]', { address: '::1', user: 'root' }],
  ])('%s', (text, parts) => {
    expect(parseAddress(text)).toEqual(parts);
  });

  it.each(['', '-h', 'a b', 'host:', 'host:0', 'host:65536', 'host:ssh', '@host', '-l@host', 'a;b', '[::1'])(
    'is not %j',
    (text) => {
      expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'usage' }));
    },
  );
});

describe('the connection book', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'snowfleet-book-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('keeps an entry for a host of a fleet until it is forgotten', async () => {
    const book = createConnectionBook(resolveHome({ SNOWFLEET_HOME: dir }));
    await book.set('/fleet', 'p510', { address: 'here', port: 22 });
    await book.set('/fleet', 'razer', { address: 'there' });
    const again = createConnectionBook(resolveHome({ SNOWFLEET_HOME: dir }));
    expect(await again.find('/fleet', 'p510')).toEqual({ address: 'here', port: 22 });
    expect(await again.find('/other', 'p510')).toBeNull();
    await book.set('/fleet', 'p510', null);
    expect(await again.find('/fleet', 'p510')).toBeNull();
    expect(await again.find('/fleet', 'razer')).toEqual({ address: 'there' });
  });
});
