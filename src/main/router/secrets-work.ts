import { implement } from '@orpc/server';
import { secretsWorkContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(secretsWorkContract);

export const secretsWorkRouter = ({ secretWork, confirmSecret, moveLeak, addHostRecipient }: Services) => ({
  show: os.show.handler(async ({ input: { file, identities }, signal }) => {
    const { content, ...shown } = await secretWork().show(file, { identities, signal });
    const bytes = Buffer.from(content);
    return { ...shown, content: bytes.toString('base64'), isText: isText(bytes) };
  }),
  write: os.write.handler(({ input: { file, identities, how, value, recipients }, signal }) =>
    recipients
      ? secretWork().createFor(file, recipients, value, { identities, signal })
      : secretWork().write(file, value, { identities, signal, create: how === 'create' }),
  ),
  moveLeak: os.moveLeak.handler(({ input, signal }) => moveLeak(input, signal)),
  change: os.change.handler(({ input: { wishes, identities }, signal }) =>
    secretWork().change(wishes, { identities, signal }),
  ),
  addHost: os.addHost.handler(({ input: { identities, ...wish }, signal }) =>
    addHostRecipient(wish, { identities, signal }),
  ),
  rename: os.rename.handler(({ input: { file, to } }) => secretWork().rename(file, to)),
  remove: os.remove.handler(({ input: { file, force } }) => secretWork().remove(file, force)),
  rekey: os.rekey.handler(({ input: { files, identities, skipUnreadable }, signal }) =>
    secretWork().rekey(files, { identities, signal, skipUnreadable }),
  ),
  rotate: os.rotate.handler(({ input: { file, identities, ...wish }, signal }) =>
    secretWork().rotate(file, wish, { identities, signal }),
  ),
  confirmOnHosts: os.confirmOnHosts.handler(async ({ input: { file, hosts, restart }, signal }) => ({
    hosts: await confirmSecret(file, hosts, restart, signal),
  })),
  ages: os.ages.handler(async () => ({ secrets: await secretWork().ages() })),
  kept: os.kept.handler(async () => ({ kept: await secretWork().kept() })),
  restore: os.restore.handler(({ input: { id, identities }, signal }) =>
    secretWork().restore(id, { identities, signal }),
  ),
});

/** Whether bytes are a text that comes back the same. */
function isText(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes) && !bytes.includes(0);
}
