import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type PageServer, startPageServer } from '.';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let dir: string;
let server: PageServer;
let opened: string[];

/** A raw request: fetch would tidy the path and the Host that these tests are about. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method, headers, setHost: headers['host'] === undefined },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    request.on('error', reject).end();
  });
}

/** Opens the printed address as a browser does; its cookie. */
async function enter(): Promise<string> {
  const answer = await get(server.url.slice(server.url.indexOf('/', 7)));
  expect(answer.status).toBe(303);
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

function upgrade(path: string, headers: Record<string, string>): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_, response) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'snowfleet-serve-'));
  const root = join(dir, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<meta name="nonce" content="__CSP_NONCE__"><main>page</main>');
  await writeFile(join(root, 'assets', 'app.js'), 'export {};');
  await writeFile(join(dir, 'outside.txt'), 'secret');
  await symlink(join(dir, 'outside.txt'), join(root, 'leak.txt'));
  opened = [];
  server = await startPageServer({
    root,
    onRpc: () => opened.push('rpc'),
    onPipe: () => opened.push('pipe'),
  });
});

afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

describe('the browser door', () => {
  it('exchanges the token for a strict cookie and a clean address', async () => {
    const answer = await get(server.url.slice(server.url.indexOf('/', 7)));
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  it('admits a token once', async () => {
    const cookie = await enter();
    const path = server.url.slice(server.url.indexOf('/', 7));
    expect((await get(path)).status).toBe(401);
    expect((await get(path, { cookie })).status).toBe(303);
  });

  it('does not spend the token on a HEAD, as link previews send', async () => {
    expect((await get(server.url.slice(server.url.indexOf('/', 7)), {}, 'HEAD')).status).toBe(401);
    await enter();
  });

  it.each(['/', '/inventory', '/assets/app.js', '/?token=wrong'])(
    'answers 401 to %s without the cookie',
    async (path) => {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, { cookie: `snowfleet-${server.port}=${'0'.repeat(64)}` })).status).toBe(401);
    },
  );

  it('never sends a redirect off the server', async () => {
    const cookie = await enter();
    const answer = await get('//elsewhere.example/?token=x', { cookie });
    expect(answer.headers.location).toBe('/');
  });

  it.each(['rebound.example', 'rebound.example:80', '127.0.0.1.example', 'localhost@evil', ''])(
    'answers 403 to the Host %j',
    async (host) => {
      const cookie = await enter();
      expect((await get('/', { host, cookie })).status).toBe(403);
    },
  );

  it('answers 403 to another Origin, also of another local port', async () => {
    const cookie = await enter();
    expect((await get('/', { cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await get('/', { cookie, origin: `http://127.0.0.1:${server.port + 1}` })).status).toBe(403);
    expect((await get('/', { cookie, origin: 'null' })).status).toBe(403);
    expect((await get('/', { cookie, origin: `http://127.0.0.1:${server.port}` })).status).toBe(200);
  });

  it('works through a tunnel that listens on another port', async () => {
    const cookie = await enter();
    const headers = { cookie, host: 'localhost:9999', origin: 'http://localhost:9999' };
    expect((await get('/', headers)).status).toBe(200);
  });

  it('sends the page with a strict policy whose nonce the page knows', async () => {
    const cookie = await enter();
    const [first, second] = [await get('/', { cookie }), await get('/deploys', { cookie })];
    const policy = String(first.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    expect(policy).toContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(first.body).toContain(`content="${nonce}"`);
    expect(second.body).not.toContain(nonce);
    expect(first.headers['x-content-type-options']).toBe('nosniff');
    expect(first.headers['referrer-policy']).toBe('no-referrer');
  });

  it('sends files with their types and refuses what is not there', async () => {
    const cookie = await enter();
    expect((await get('/assets/app.js', { cookie })).headers['content-type']).toMatch(/^text\/javascript/);
    expect((await get('/assets/none.js', { cookie })).status).toBe(404);
  });

  it.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/assets%2f..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/%00.txt',
    '/%ff.txt',
    '/leak.txt',
  ])('refuses the path %s', async (path) => {
    const cookie = await enter();
    const answer = await get(path, { cookie });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('secret');
  });

  it('answers no other method', async () => {
    const cookie = await enter();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await get('/', { cookie }, method)).status).toBe(405);
    }
  });

  it('upgrades /rpc and /pipe only for its own page', async () => {
    const cookie = await enter();
    const origin = `http://127.0.0.1:${server.port}`;
    expect(await upgrade('/rpc', { cookie, origin })).toBe('open');
    expect(await upgrade('/pipe', { cookie, origin })).toBe('open');
    expect(await upgrade('/rpc', { origin })).toBe(401);
    expect(await upgrade('/rpc', { cookie })).toBe(403);
    expect(await upgrade('/rpc', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await upgrade('/pipe', { cookie, origin, host: 'rebound.example' })).toBe(403);
    expect(await upgrade('/other', { cookie, origin })).toBe(404);
    expect(opened).toEqual(['rpc', 'pipe']);
  });

  it('outlives a client that speaks no WebSocket after the upgrade', async () => {
    const cookie = await enter();
    const socket = connect(server.port, '127.0.0.1');
    const lines = [
      'GET /rpc HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      `Origin: http://127.0.0.1:${server.port}`,
      `Cookie: ${cookie}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(Buffer.alloc(64, 0xff));
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await get('/', { cookie })).status).toBe(200);
  });

  it('says which port is taken', async () => {
    const twin = startPageServer({ root: dir, port: server.port, onRpc: () => {}, onPipe: () => {} });
    await expect(twin).rejects.toMatchObject({ code: 'port-taken', detail: { port: server.port } });
  });
});
