import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Cache } from '../../../shared/contract';
import type { Env } from '../environment';

type Asked = Pick<Cache, 'state' | 'words'> & { readonly priority: number | null };

/** Longest wait for a cache; Nix itself waits as long for a connection. */
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 65_536;
const PROXIES = ['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** `Priority: 40` in the file `nix-cache-info`; null where it does not say, or is no such file. */
function parseCacheInfo(text: string): { isCache: boolean; priority: number | null } {
  const priority = /^Priority:\s*(\d+)\s*$/m.exec(text)?.[1];
  return {
    isCache: /^StoreDir:\s*\/\S+/m.test(text),
    priority: priority === undefined ? null : Number(priority),
  };
}

/** Asks a cache for its `nix-cache-info`, as Nix does before anything else. Never throws. */
export async function askCache(url: string, env: Env, signal?: AbortSignal): Promise<Asked> {
  const notAsked = (words: string): Asked => ({ state: 'not-asked', words, priority: null });
  const { protocol } = new URL(URL.canParse(url) ? url : 'unknown:');
  if (protocol !== 'http:' && protocol !== 'https:' && protocol !== 'file:') {
    return notAsked('Only caches over HTTP and in folders are asked.');
  }
  if (protocol !== 'file:' && PROXIES.some((name) => (env[name] ?? '') !== '')) {
    return notAsked('Nix reaches it through a proxy, Snowfleet does not.');
  }
  const began = performance.now();
  try {
    const text = protocol === 'file:' ? await readInfo(url) : await fetchInfo(url, signal);
    const { isCache, priority } = parseCacheInfo(text);
    const ms = Math.round(performance.now() - began);
    return isCache
      ? { state: 'reachable', words: `Answered in ${ms} ms.`, priority }
      : { state: 'unreachable', words: 'What answers there is no binary cache.', priority: null };
  } catch (error) {
    return { state: 'unreachable', words: reasonOf(error), priority: null };
  }
}

const readInfo = (url: string): Promise<string> => readFile(fileURLToPath(`${url}/nix-cache-info`), 'utf8');

class Refusal extends Error {}

async function fetchInfo(url: string, signal: AbortSignal | undefined): Promise<string> {
  const patience = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(`${url}/nix-cache-info`, {
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
  });
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    throw new Refusal(`It answers with HTTP status ${answer.status}.`);
  }
  // Whatever lies there may be endless.
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BYTES) break;
  }
  return text;
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `It did not answer within ${TIMEOUT_MS / 1000} s.`;
  }
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Its name is not known to the name server.';
    case 'ECONNREFUSED':
      return 'The connection was refused.';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'There is no route to it.';
    case 'ENOENT':
      return 'The folder has no nix-cache-info.';
    default:
      return cause instanceof Error ? `${cause.message}.` : 'It could not be asked.';
  }
}
