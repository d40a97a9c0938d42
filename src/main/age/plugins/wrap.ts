import { AppError } from '../../../shared/contract';
import type { Stanza } from '../format/header';
import type { Recipient } from '../keys/recipient';
import { converse, type Reply } from './conversation';
import { findPlugin } from './find';

export interface PluginWrapped {
  readonly stanzas: readonly Stanza[];
  /** What the plugin says these may be mixed with: only others with the same labels. */
  readonly labels: readonly string[];
}

/** Has a plugin wrap the file key for recipients of its own. Throws `bad-recipient` where it is not there or refuses. */
export async function wrapByPlugin(
  fileKey: Uint8Array,
  recipients: readonly Recipient[],
): Promise<PluginWrapped> {
  const name = recipients[0]?.plugin ?? '';
  const file = await findPlugin(name);
  if (file === null) throw absent(name);
  const stanzas: Stanza[] = [];
  const errors: string[] = [];
  let labels: readonly string[] = [];
  const answer = ({ type, args, body }: Stanza): Reply => {
    switch (type) {
      case 'recipient-stanza': {
        const [, stanzaType, ...stanzaArgs] = args;
        if (stanzaType === undefined) return 'fail';
        stanzas.push({ type: stanzaType, args: stanzaArgs, body });
        return 'ok';
      }
      case 'labels':
        labels = args.toSorted();
        return 'ok';
      case 'error':
        errors.push(Buffer.from(body).toString('utf8'));
        return 'ok';
      case 'msg':
        return 'ok';
      case 'confirm':
      case 'request-public':
      case 'request-secret':
        return 'fail';
      default:
        return 'unsupported';
    }
  };
  try {
    await converse(file, 'recipient-v1', sayFor(fileKey, recipients), answer);
  } catch (error) {
    throw refused(name, (error as Error).message);
  }
  if (errors.length > 0) throw refused(name, errors.join('; '));
  if (stanzas.length === 0) throw refused(name, 'it wrapped nothing');
  return { stanzas, labels };
}

const NOTHING = new Uint8Array(0);

const sayFor = (fileKey: Uint8Array, recipients: readonly Recipient[]): Stanza[] => [
  ...recipients.map(({ text }) => ({ type: 'add-recipient', args: [text], body: NOTHING })),
  { type: 'wrap-file-key', args: [], body: fileKey },
  { type: 'extension-labels', args: [], body: NOTHING },
  { type: 'done', args: [], body: NOTHING },
];

const absent = (name: string): AppError =>
  new AppError(
    'bad-recipient',
    `The program age-plugin-${name} is not installed, and a recipient needs it.`,
    {
      hint: `Install age-plugin-${name}, or take the key from the recipients.`,
      detail: { plugin: name },
    },
  );

const refused = (name: string, why: string): AppError =>
  new AppError('bad-recipient', `age-plugin-${name} could not encrypt to its recipient: ${readable(why)}.`, {
    hint: 'Try the same recipient with the age program, which uses the same plugin.',
    detail: { plugin: name },
  });

const readable = (words: string): string =>
  words
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 300);
