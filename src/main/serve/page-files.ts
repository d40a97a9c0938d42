import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/** An answer to a page's request, for whichever door serves it. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** What index.html holds where the nonce of its Content-Security-Policy belongs. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * The page may run only scripts that came with the app, and speak only to the door it came from. Styles need
 * a nonce because emotion and xterm add style elements at run time.
 */
export function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** An answer in words. */
export function plainAnswer(status: number, words: string): PageAnswer {
  return {
    status,
    headers: { ...ALWAYS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(`${words}\n`),
  };
}

/**
 * The built page under `root`. `target` is the path of a request as it came, still encoded; a path without an
 * extension is one of the page's own routes and gets index.html. `connect` are further origins the page may
 * connect to.
 */
export async function pageAnswer(
  root: string,
  target: string,
  connect: readonly string[] = [],
): Promise<PageAnswer> {
  const path = decodePath(target);
  if (path === null) return plainAnswer(400, 'That address cannot be read.');
  const isRoute = extname(path) === '';
  const file = await fileUnder(root, isRoute ? '/index.html' : path);
  if (file === null) {
    return isRoute
      ? plainAnswer(503, 'The page is not built. Run: npm run build')
      : plainAnswer(404, 'There is no such file.');
  }
  const body = await readFile(file);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  if (extname(file) !== '.html') {
    const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    return { status: 200, headers: { ...ALWAYS, 'content-type': type, 'cache-control': cache }, body };
  }
  const nonce = randomBytes(18).toString('base64');
  return {
    status: 200,
    headers: {
      ...ALWAYS,
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, connect),
    },
    body: Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)),
  };
}

/** The decoded path, or null when it is malformed, climbs, or holds what no file of the page has. */
function decodePath(target: string): string | null {
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null;
  return path.split('/').some((part) => part === '..' || part === '.') ? null : path;
}

/** The real file at `path` below `root`, or null when there is none or a link leads out of `root`. */
async function fileUnder(root: string, path: string): Promise<string | null> {
  try {
    const base = await realpath(resolve(root));
    const file = await realpath(join(base, path));
    return file.startsWith(base + sep) ? file : null;
  } catch {
    return null;
  }
}
