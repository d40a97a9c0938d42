#!/usr/bin/env node
// A plugin of age for tests, which hides nothing: a file key is wrapped by turning its bytes around.
import { createInterface } from 'node:readline';

const mode = process.env.FAKE_PLUGIN ?? 'well';
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const base64 = (bytes) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const turned = (text) => base64(Buffer.from(text, 'base64').toReversed());
const send = (head, body = '') => process.stdout.write(`-> ${head}\n${body}\n`);

async function next() {
  const head = (await lines.next()).value ?? process.exit(1);
  let body = '';
  for (let line = ''; ; body += line) {
    line = (await lines.next()).value ?? process.exit(1);
    if (line.length < 64) return { args: head.split(' ').slice(1), body: body + line };
  }
}

async function ask(head, body) {
  send(head, body);
  return (await next()).args[0];
}

const said = [];
for (let one = await next(); one.args[0] !== 'done'; one = await next()) said.push(one);
const all = (name) => said.filter(({ args }) => args[0] === name);

if (mode === 'silent') await new Promise((resolve) => setTimeout(resolve, 60_000));
if (mode === 'dies') {
  console.error('no such token');
  process.exit(1);
}
if (mode === 'babbles') {
  process.stdout.write('hello\n');
  process.exit(0);
}
if (process.argv[2] === '--age-plugin=recipient-v1') {
  if ((await ask('grease-xyz a b')) !== 'unsupported') process.exit(3);
  if ((await ask('msg', base64('touch it'))) !== 'ok') process.exit(4);
  if ((await ask('request-secret', base64('PIN'))) !== 'fail') process.exit(5);
  if (mode === 'refuses') await ask('error recipient 0', base64('the token is full'));
  else {
    if (mode === 'apart') await ask('labels only-mine');
    for (const _ of all('add-recipient')) {
      await ask('recipient-stanza 0 fake tag', turned(all('wrap-file-key')[0].body));
    }
  }
} else {
  for (const { args, body } of all('recipient-stanza')) {
    if (args[2] === 'fake') await ask(`file-key ${args[1]}`, turned(body));
  }
}
send('done');
process.exit(0);
