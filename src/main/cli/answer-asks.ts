import type { Answer, Ask, Question } from '../../shared/contract';
import type { Core } from '../core';
import { harmless, type Io } from './io';
import { promptLine } from './prompt';

type Asks = Core['asks'];

/**
 * Lets whoever sits at the terminal answer the questions of sessions, one at a time. Returns the leave function;
 * where nobody sits there nothing is attended, and questions fail at once with what to do instead.
 */
export function answerAsks(asks: Asks, io: Io): () => void {
  if (!io.isInteractive) return () => undefined;
  const over = new AbortController();
  let isAsking = false;

  const turn = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    for (let [next] = asks.open(); next !== undefined && !over.signal.aborted; [next] = asks.open()) {
      asks.answer(next.id, await answerOf(next, io, over.signal));
    }
    isAsking = false;
  };
  const leave = asks.attend(() => void turn());
  return () => {
    over.abort();
    leave();
  };
}

async function answerOf({ question }: Ask, io: Io, signal: AbortSignal): Promise<Answer> {
  const hidden = async (words: string): Promise<Answer> => {
    const value = await promptLine(words, { hidden: true, signal });
    return value === null ? { accept: false } : { accept: true, value };
  };
  const agree = async (words: string): Promise<Answer> => ({
    accept: /^y(es)?$/i.test(((await promptLine(words, { signal })) ?? '').trim()),
  });
  switch (question.kind) {
    case 'host-key':
      io.say(hostKeyWords(question));
      return agree('Trust this key from now on? [y/N] ');
    case 'passphrase':
      return hidden(`${question.again ? 'That was not it. ' : ''}Passphrase of ${harmless(question.file)}: `);
    case 'password':
      return hidden(
        `${question.again ? 'That was not it. ' : ''}Password of ${harmless(question.user)} on ${question.host}: `,
      );
    case 'sudo-password':
      return hidden(
        `${question.again ? 'That was not it. ' : ''}Password for sudo of ${harmless(question.user)} on ${question.host}: `,
      );
    case 'prompt': {
      const words = `${question.host} asks ${harmless(question.user)}: ${harmless(question.prompt)} `;
      if (!question.echo) return hidden(words);
      const value = await promptLine(words, { signal });
      return value === null ? { accept: false } : { accept: true, value };
    }
    case 'use-key':
      io.say(
        `Something wants to use the key ${harmless(question.comment)} (${question.fingerprint})${towards(question)}.`,
      );
      return agree('Allow it? [y/N] ');
  }
}

function hostKeyWords({
  host,
  name,
  keyType,
  fingerprint,
  knownTypes,
}: Question & { kind: 'host-key' }): string {
  const others =
    knownTypes.length === 0
      ? ''
      : `\nIt is known by keys of other types (${knownTypes.join(', ')}), not by this one.`;
  return (
    `${host} is not a known host. ${harmless(name)} shows ${keyType}\n  ${fingerprint}${others}\n` +
    'Compare it with the host’s own: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub'
  );
}

const towards = (question: Question & { kind: 'use-key' }): string =>
  question.towards === null ? '' : ` for a host with the key ${question.towards}`;
