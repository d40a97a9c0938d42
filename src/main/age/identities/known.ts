import { z } from 'zod';
import { storedIdentitySchema } from '../../../shared/contract';
import { type Document, document, type Home } from '../../state';

/** The public side of one identity, so that a list asks no keychain. */
const knownIdentitySchema = storedIdentitySchema.pick({ keys: true, encrypted: true }).extend({
  /** When the value was stored that this describes; another one is described anew. */
  storedAt: z.string(),
});
export type KnownIdentity = z.infer<typeof knownIdentitySchema>;

const knownSchema = z.object({ identities: z.record(z.string(), knownIdentitySchema) });
export type Known = z.infer<typeof knownSchema>;

/** What is known of identities by their names. It holds nothing that could not be worked out again. */
export const knownDocument = (home: Home): Document<Known> =>
  document<Known>(home, 'identities', knownSchema, { identities: {} });
