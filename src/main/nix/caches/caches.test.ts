import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askCache } from './ask-cache';
import { inOrder, keyOf, listCaches, parseSubstituter } from './cache-list';

const OFFICIAL = 'cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY=';
const OURS = 'cache.example.org-1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=';

describe('substituters as they are set', () => {
  it('have parameters that are no part of the address', () =>
    expect(parseSubstituter('https://cache.example.org/?priority=30&trusted=1')).toEqual({
      url: 'https://cache.example.org',
      priority: 30,
      trusted: true,
    }));

  it('are signed by the key that is named after them', () => {
    expect(keyOf('https://cache.nixos.org', [OURS, OFFICIAL])).toBe(OFFICIAL);
    expect(keyOf('https://nixos.org', [OFFICIAL])).toBeNull();
    expect(keyOf('s3://bucket?region=x', [OFFICIAL])).toBeNull();
  });
});

describe('the list of caches', () => {
  const here = { substituters: ['https://cache.nixos.org/', 'https://cache.nixos.org'], keys: [OFFICIAL] };
  const fleet = new Map([
    ['web', { substituters: ['https://cache.nixos.org/', 'https://cache.example.org'], keys: [OFFICIAL] }],
    ['db', { substituters: ['https://cache.example.org?priority=10'], keys: [OURS] }],
  ]);

  it('has each cache once, with who asks it and what is wrong', () => {
    const { caches } = listCaches(here, fleet);
    expect(caches.map(({ url, here: isHere, hosts, notes }) => ({ url, isHere, hosts, notes }))).toEqual([
      {
        url: 'https://cache.nixos.org',
        isHere: true,
        hosts: ['web'],
        notes: ['It is named more than once on this machine.'],
      },
      {
        url: 'https://cache.example.org',
        isHere: false,
        hosts: ['web', 'db'],
        notes: ['No key trusted by web is named after it.'],
      },
    ]);
  });

  it('tells keys that belong to none', () =>
    expect(listCaches({ substituters: [], keys: [OURS] }, new Map()).otherKeys).toEqual([OURS]));

  it('stands in the order in which Nix asks', () => {
    const cache = (url: string, priority: number | null) => ({ url, priority });
    expect(inOrder([cache('c', null), cache('b', 40), cache('a', 10)]).map(({ url }) => url)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('asking a cache', () => {
  let server: Server;
  let url = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/good/nix-cache-info') response.end('StoreDir: /nix/store\nPriority: 41\n');
      else if (request.url === '/other/nix-cache-info') response.end('<html>');
      else response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('learns its priority', async () =>
    expect(await askCache(`${url}/good`, {})).toMatchObject({ state: 'reachable', priority: 41 }));

  it.each([
    ['/other', 'What answers there is no binary cache.'],
    ['/broken', 'It answers with HTTP status 503.'],
  ])('says what is wrong with %s', async (path, words) =>
    expect(await askCache(`${url}${path}`, {})).toMatchObject({ state: 'unreachable', words }),
  );

  it('says that nobody listens', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await askCache(`http://127.0.0.1:${port}`, {})).toMatchObject({
      state: 'unreachable',
      words: 'The connection was refused.',
    });
  });

  it.each([
    ['s3://bucket', {}],
    ['not an address', {}],
    ['https://cache.example.org', { https_proxy: 'http://proxy' }],
  ])('does not ask %s', async (address, env) =>
    expect(await askCache(address, env)).toMatchObject({ state: 'not-asked' }),
  );
});
