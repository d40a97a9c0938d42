import type { Answer, Question } from '../../../shared/contract';
import type { Asker } from '../asks';
import type { CredentialName, SessionCredentials } from '../keys/credentials';

/** Somebody who answers as they are told, and remembers what they were asked. */
export function person(
  answer: (question: Question) => Answer | null,
): Asker & { readonly asked: Question[] } {
  const asked: Question[] = [];
  return {
    asked,
    ask: async (question) => {
      asked.push(question);
      return answer(question);
    },
  };
}

/** A keychain in memory that tells what was looked up. */
export function keychainOf(
  values: Readonly<Record<string, string>>,
): SessionCredentials & { readonly asked: string[]; readonly stored: Record<string, string> } {
  const stored: Record<string, string> = { ...values };
  const asked: string[] = [];
  const keyOf = ({ kind, subject }: CredentialName): string => `${kind} ${subject}`;
  return {
    asked,
    stored,
    get: async (ref) => {
      asked.push(keyOf(ref));
      return stored[keyOf(ref)] ?? null;
    },
    set: async (ref, value) => {
      stored[keyOf(ref)] = value;
    },
    list: async () =>
      Object.keys(stored).map((name) => ({
        kind: name.split(' ')[0] ?? '',
        subject: name.split(' ').slice(1).join(' '),
      })),
  };
}
