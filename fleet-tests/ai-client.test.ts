import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** The fleet's client `ai`, run for real against a server that answers in the ways of the four providers. */

const SCRIPT = join(import.meta.dirname, '../fleet/features/ai/client/ai.sh');
/** What writeShellApplication puts before the text. */
const HEAD = '#!/usr/bin/env bash\nset -o errexit\nset -o nounset\nset -o pipefail\n';

const missing = ['bash', 'curl', 'jq'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0) console.warn(`skipped: the client ai; not installed: ${missing.join(', ')}`);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  /** Command lines of all processes while the question was open. */
  readonly processes: string;
}
interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
type Reply = readonly [status: number, body: unknown];

const KEYS = { anthropic: 'sk-ant-practice-1', openai: 'sk-practice-2', gemini: 'AIza-practice-3' };

/** Right answers, by the path they belong to. */
const RIGHT: Record<string, unknown> = {
  '/v1/messages': {
    type: 'message',
    content: [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'Anthropic ' },
      { type: 'text', text: 'speaks' },
    ],
    stop_reason: 'end_turn',
  },
  '/v1/chat/completions': {
    choices: [{ message: { role: 'assistant', content: 'OpenAI speaks' }, finish_reason: 'stop' }],
  },
  '/v1beta/models/gem-1:generateContent': {
    candidates: [
      {
        content: { parts: [{ text: 'not for people', thought: true }, { text: 'Gemini speaks' }] },
        finishReason: 'STOP',
      },
    ],
  },
  '/api/chat': {
    message: { role: 'assistant', content: 'Ollama speaks\n' },
    done: true,
    done_reason: 'stop',
  },
  '/v1/models': { data: [{ id: 'first' }, { id: 'second' }] },
  '/v1beta/models': { models: [{ name: 'models/gem-1' }, { name: 'models/gem-2' }] },
  '/api/tags': { models: [{ name: 'qwen:7b' }, { name: 'llama:3b' }] },
};

const commandLines = (): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .join('\n');

describe.skipIf(missing.length > 0)('the client ai', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-ai-'));
  const ai = join(scratch, 'ai');
  const config = join(scratch, 'providers.json');
  const temporary = mkdtempSync(join(scratch, 'tmp-'));
  let server: Server;
  let url = '';
  let asked: Asked[] = [];
  let wrong: Record<string, Reply | 'silence'> = {};

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const path = (request.url ?? '').replace(/\?.*/, '');
      asked.push({
        method: request.method ?? '',
        path,
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
        processes: commandLines(),
      });
      const other = wrong[path];
      if (other === 'silence') return;
      const [status, body] = other ?? (path in RIGHT ? [200, RIGHT[path]] : [404, { error: 'no such path' }]);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  beforeAll(async () => {
    writeFileSync(ai, HEAD + readFileSync(SCRIPT, 'utf8'));
    chmodSync(ai, 0o755);
    server = createServer(answer);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  beforeEach(() => {
    asked = [];
    wrong = {};
    for (const [name, key] of Object.entries(KEYS)) writeFileSync(join(scratch, `key-${name}`), `${key}\n`);
    configure();
  });

  afterEach(() => {
    expect(readdirSync(temporary), 'nothing of a question is left behind').toEqual([]);
  });

  function configure(more: Record<string, unknown> = {}): void {
    const provider = (name: keyof typeof KEYS, address: string, model: string): Record<string, unknown> => ({
      api: name,
      url: address,
      model,
      keyFile: join(scratch, `key-${name}`),
      maxTokens: name === 'anthropic' ? 1234 : null,
    });
    const providers = {
      anthropic: provider('anthropic', url, 'claude-1'),
      openai: provider('openai', `${url}/v1`, 'gpt-1'),
      gemini: provider('gemini', url, 'gem-1'),
      ollama: { api: 'ollama', url, model: null, keyFile: null, maxTokens: null },
    };
    writeFileSync(
      config,
      JSON.stringify({ order: Object.keys(providers), fallback: true, timeout: 20, providers, ...more }),
    );
  }

  function run(args: readonly string[], input: string | null = null): Promise<Answer> {
    return new Promise((done, failed) => {
      const child = spawn(ai, args, {
        env: { PATH: process.env['PATH'], HOME: scratch, TMPDIR: temporary, AI_CONFIG: config },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (text: Buffer) => (out += text.toString()));
      child.stderr.on('data', (text: Buffer) => (err += text.toString()));
      child.on('error', failed);
      child.on('close', (code) => done({ code, out, err }));
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });
  }

  it('passes shellcheck as writeShellApplication runs it', () => {
    const checked = spawnSync('shellcheck', [ai], { encoding: 'utf8' });
    if (checked.error !== undefined) {
      console.warn('skipped: shellcheck is not installed');
      return;
    }
    expect(checked.stdout).toBe('');
  });

  it('asks Anthropic in its way', async () => {
    const { code, out, err } = await run(['-p', 'anthropic', '-s', 'Be "short".', 'What is', '$HOME?']);
    expect({ code, out, err }).toEqual({ code: 0, out: 'Anthropic speaks\n', err: '' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/v1/messages',
      headers: {
        'anthropic-version': '2023-06-01',
        'content-type': 'application/json',
        'x-api-key': KEYS.anthropic,
      },
      body: {
        model: 'claude-1',
        max_tokens: 1234,
        system: 'Be "short".',
        messages: [{ role: 'user', content: 'What is $HOME?\n' }],
      },
    });
  });

  it('asks OpenAI in its way, with a question from standard input', async () => {
    const { code, out } = await run(['--provider', 'openai', '--model', 'gpt-2'], 'one\ntwo\n');
    expect({ code, out }).toEqual({ code: 0, out: 'OpenAI speaks\n' });
    expect(asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEYS.openai}` },
      body: { model: 'gpt-2', stream: false, messages: [{ role: 'user', content: 'one\ntwo\n' }] },
    });
  });

  it('asks Gemini in its way, and keeps its thoughts to itself', async () => {
    const { code, out } = await run(['-p', 'gemini', '-s', 'Be kind.', 'Hello']);
    expect({ code, out }).toEqual({ code: 0, out: 'Gemini speaks\n' });
    expect(asked[0]).toMatchObject({
      path: '/v1beta/models/gem-1:generateContent',
      headers: { 'x-goog-api-key': KEYS.gemini },
      body: {
        contents: [{ role: 'user', parts: [{ text: 'Hello\n' }] }],
        systemInstruction: { parts: [{ text: 'Be kind.' }] },
      },
    });
  });

  it('asks Ollama in its way, for the first model it has', async () => {
    const { code, out } = await run(['-p', 'ollama', 'Hello']);
    expect({ code, out }).toEqual({ code: 0, out: 'Ollama speaks\n' });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/tags', 'POST /api/chat']);
    expect(asked[1]?.body).toMatchObject({ model: 'qwen:7b', stream: false });
    expect(asked[1]?.headers['authorization']).toBeUndefined();
  });

  it('never shows a key in the process list', async () => {
    await run(['-p', 'anthropic', 'Hello']);
    await run(['-p', 'openai', 'Hello']);
    await run(['-p', 'gemini', 'Hello']);
    expect(asked).toHaveLength(3);
    for (const { processes } of asked) {
      expect(processes).toContain('curl');
      for (const key of Object.values(KEYS)) expect(processes).not.toContain(key);
    }
  });

  it('falls back in the order that is configured, each with its own model', async () => {
    wrong = {
      '/v1/messages': [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
      '/v1/chat/completions': [401, { error: { message: 'Incorrect API key provided' } }],
    };
    configure({ order: ['openai', 'anthropic', 'gemini', 'ollama'] });
    const { code, out, err } = await run(['-m', 'gpt-9', 'Hello']);
    expect({ code, out }).toEqual({ code: 0, out: 'Gemini speaks\n' });
    expect(err).toBe(
      'ai: openai: HTTP 401: Incorrect API key provided\nai: asking anthropic instead.\n' +
        'ai: anthropic: HTTP 529: Overloaded\nai: asking gemini instead.\n',
    );
    expect(asked.map(({ path, body }) => [path, body['model']])).toEqual([
      ['/v1/chat/completions', 'gpt-9'],
      ['/v1/messages', 'claude-1'],
      ['/v1beta/models/gem-1:generateContent', undefined],
    ]);
  });

  it('falls back from a missing key, an address where nobody answers, and an answer without words', async () => {
    rmSync(join(scratch, 'key-anthropic'));
    wrong = { '/v1beta/models/gem-1:generateContent': [200, { promptFeedback: { blockReason: 'SAFETY' } }] };
    const providers = (JSON.parse(readFileSync(config, 'utf8')) as { providers: Record<string, object> })
      .providers;
    configure({
      providers: { ...providers, openai: { api: 'openai', url: 'http://127.0.0.1:1/v1', model: 'x' } },
    });
    const { code, out, err } = await run(['-j', 'Hello']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ provider: 'ollama', model: 'qwen:7b', answer: 'Ollama speaks\n' });
    expect(err).toMatch(/anthropic: its key .*key-anthropic cannot be read/);
    expect(err).toMatch(/openai: .*connect/i);
    expect(err).toContain('gemini: it answered without words (SAFETY)');
  });

  it('gives up on a provider that does not answer in time', async () => {
    wrong = { '/v1/messages': 'silence' };
    const { code, out, err } = await run(['-t', '1', 'Hello']);
    expect({ code, out }).toEqual({ code: 0, out: 'OpenAI speaks\n' });
    expect(err).toContain('anthropic: no answer within 1 seconds');
  });

  it('asks nobody else when a provider is named, or when it is told so', async () => {
    wrong = { '/v1/messages': [500, 'not JSON'] };
    expect(await run(['-p', 'anthropic', 'Hello'])).toEqual({
      code: 1,
      out: '',
      err: 'ai: anthropic: HTTP 500\nai: nobody answered.\n',
    });
    expect((await run(['-n', 'Hello'])).code).toBe(1);
    configure({ fallback: false });
    expect((await run(['Hello'])).code).toBe(1);
    expect(asked.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/messages', '/v1/messages']);
  });

  it('takes no answer that is not JSON, and no key that could say more to curl', async () => {
    wrong = { '/v1/messages': [200, '<html>a page</html>'] };
    expect((await run(['-p', 'anthropic', 'Hello'])).err).toContain('its answer is not JSON');
    writeFileSync(join(scratch, 'key-openai'), 'key"\nurl = "http://127.0.0.1:1/');
    expect((await run(['-p', 'openai', 'Hello'])).err).toContain('has characters that no key has');
    writeFileSync(join(scratch, 'key-openai'), '\n');
    expect((await run(['-p', 'openai', 'Hello'])).err).toContain('is empty');
    expect(asked).toHaveLength(1);
  });

  it('says when an answer was cut off', async () => {
    wrong = {
      '/v1/messages': [200, { content: [{ type: 'text', text: 'Once upon' }], stop_reason: 'max_tokens' }],
    };
    const { out, err } = await run(['Hello']);
    expect(out).toBe('Once upon\n');
    expect(err).toContain('cut off');
  });

  it('puts a file under the question', async () => {
    const file = join(scratch, 'notes.txt');
    writeFileSync(file, 'milk\n"eggs"\n');
    await run(['-f', file, 'What is on the list?']);
    await run(['-f', '-', 'And here?'], 'bread\n');
    expect(asked.map(({ body }) => body['messages'])).toEqual([
      [{ role: 'user', content: 'What is on the list?\n\nmilk\n"eggs"\n' }],
      [{ role: 'user', content: 'And here?\n\nbread\n' }],
    ]);
  });

  it('lists providers and models', async () => {
    rmSync(join(scratch, 'key-openai'));
    expect((await run(['--list'])).out.split('\n').map((line) => line.split('\t').slice(0, 3))).toEqual([
      ['anthropic', 'claude-1', 'key there'],
      ['openai', 'gpt-1', 'key not readable'],
      ['gemini', 'gem-1', 'key there'],
      ['ollama', '(first of its list)', 'no key needed'],
      [''],
    ]);
    expect((await run(['--models'])).out).toBe('first\nsecond\n');
    expect((await run(['-M', '-p', 'gemini'])).out).toBe('gem-1\ngem-2\n');
    expect((await run(['-M', '-p', 'ollama'])).out).toBe('qwen:7b\nllama:3b\n');
    expect(asked.map(({ path }) => path)).toEqual(['/v1/models', '/v1beta/models', '/api/tags']);
  });

  it.each([
    [['-p', 'nobody', 'Hello'], 'no provider called nobody here; there are: anthropic openai gemini ollama'],
    [['--loud', 'Hello'], 'there is no option --loud'],
    [['-m'], '-m wants a value'],
    [['-t', 'soon', 'Hello'], 'a number of seconds, not soon'],
    [['-f', '/nowhere', 'Hello'], 'cannot read /nowhere'],
    [[], 'the question is empty'],
    [['  '], 'the question is empty'],
  ])('refuses %j and says why', async (args, why) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain(why);
    expect(asked).toEqual([]);
  });

  it('explains itself where the host has no providers', async () => {
    configure({ order: [], providers: {} });
    expect(await run(['Hello'])).toMatchObject({ code: 2, err: expect.stringContaining('has no provider') });
    rmSync(config);
    expect(await run(['Hello'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot read') });
    expect((await run(['--help'])).out).toContain('Usage: ai');
  });
});
