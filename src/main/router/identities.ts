import { implement } from '@orpc/server';
import { identitiesContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(identitiesContract);

export const identitiesRouter = ({ identities }: Services) => ({
  list: os.list.handler(async () => ({ identities: await identities.list() })),
  create: os.create.handler(async ({ input }) => ({
    identity: await identities.create(input.name, input.kind),
  })),
  import: os.import.handler(async ({ input: { name, content, passphrase } }) => ({
    identity: await identities.import(name, Buffer.from(content, 'base64'), passphrase),
  })),
  unlock: os.unlock.handler(async ({ input }) => ({
    identity: await identities.unlock(input.name, input.passphrase),
  })),
  lock: os.lock.handler(async ({ input }) => ({ identities: await identities.lock(input.name) })),
  export: os.export.handler(async ({ input }) => ({
    file: await identities.export(input.name, input.under),
  })),
  forget: os.forget.handler(async ({ input: { name, ...how } }) => ({
    forgotten: await identities.forget(name, how),
  })),
});
