import { z } from 'zod';
import { hostNameSchema, procedure } from './base';

/**
 * Where the system of a host is built: `here` as Nix on this machine is set up, on the host itself (`target`), or on
 * the builders that Snowfleet knows (`builders`), and then never here.
 */
export const buildPlaceSchema = z.enum(['here', 'target', 'builders']);
export type BuildPlace = z.infer<typeof buildPlaceSchema>;

/** `[user@]address[:port]`, or the name of a host of the fleet; `reachAddress` judges it further. */
const builderAddressSchema = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[^\s;,-][^\s;,]*$/, 'an address has no blanks and does not begin with -');
/** One word of a line for Nix, which separates by blanks, commas and semicolons. */
const wordSchema = z.string().regex(/^[A-Za-z0-9_.+-]+$/, 'a word of letters, digits, _ . + and -');

/** A machine Nix may build on, as Snowfleet keeps it. Nix decides what goes there. */
export const builderSchema = z.object({
  address: builderAddressSchema,
  /** Nix system names, such as `x86_64-linux`. */
  systems: z.array(wordSchema).min(1),
  /** Builds at the same time. */
  jobs: z.number().int().min(1).max(1024),
  /** Against other builders: twice the number, twice as fast. */
  speed: z.number().min(0.01).max(1000),
  features: z.array(wordSchema),
  /** Only derivations that ask for one of these go there. */
  mandatory: z.array(wordSchema),
  /** Private key that a Nix daemon on this machine logs in with; without a daemon the user's own keys are used. */
  sshKey: z.string().startsWith('/').optional(),
});
export type Builder = z.infer<typeof builderSchema>;

/** What is wanted of a builder that is added; what is left out is taken from what the machine says of itself. */
export const builderWishSchema = builderSchema.partial().required({ address: true });
export type BuilderWish = z.infer<typeof builderWishSchema>;

export const builderCheckSchema = z.object({
  name: z.enum(['login', 'nix', 'store', 'trust']),
  state: z.enum(['green', 'amber', 'red']),
  words: z.string(),
});
export type BuilderCheck = z.infer<typeof builderCheckSchema>;

/** How a builder answered just now. `ok`: Nix could build there. */
export const builderTestSchema = z.object({
  address: z.string(),
  ok: z.boolean(),
  checks: z.array(builderCheckSchema),
  nixVersion: z.string().nullable(),
  /** Empty where the machine did not say. */
  systems: z.array(z.string()),
  features: z.array(z.string()),
  cores: z.number().int().nullable(),
  ms: z.number(),
});
export type BuilderTest = z.infer<typeof builderTestSchema>;

/** One binary cache, in however many places it is named. */
export const cacheSchema = z.object({
  /** Without a trailing slash and without parameters. */
  url: z.string(),
  /** Lower is asked first. From the address or the cache itself; null where neither says. */
  priority: z.number().nullable(),
  /** The trusted key that is named after this cache; null where none is. */
  key: z.string().nullable(),
  state: z.enum(['reachable', 'unreachable', 'not-asked']),
  /** Why it is so, and how long the answer took. */
  words: z.string(),
  /** Whether Nix on this machine asks it. */
  here: z.boolean(),
  /** Hosts whose configuration names it, where that is known. */
  hosts: z.array(z.string()),
  /** What is wrong with it, each a sentence: named twice, no key. */
  notes: z.array(z.string()),
});
export type Cache = z.infer<typeof cacheSchema>;

export const cachesSchema = z.object({
  caches: z.array(cacheSchema),
  /** Trusted keys that no cache of the list is named after. */
  otherKeys: z.array(z.string()),
  /** Why what the fleet's hosts ask is not known; null where it is. */
  fleetNote: z.string().nullable(),
});
export type Caches = z.infer<typeof cachesSchema>;

export const buildersContract = {
  /** Builders of Snowfleet's own list, and what Nix is set up with on this machine, as it stands there. */
  list: procedure.output(z.object({ builders: z.array(builderSchema), ofNix: z.array(z.string()) })),
  /** Logs in, and completes the wish with what the machine says; `untested` takes it as it is. Replaces by address. */
  add: procedure
    .input(builderWishSchema.extend({ untested: z.boolean().default(false) }))
    .output(z.object({ builder: builderSchema, test: builderTestSchema.nullable() })),
  remove: procedure.input(z.object({ address: z.string() })).output(z.object({ removed: builderSchema })),
  /** Logs in and asks the store. What fails is a red check, not an error. */
  test: procedure.input(z.object({ address: builderAddressSchema })).output(builderTestSchema),
  /** Hosts that are not built here, of the open fleet. */
  places: procedure.output(z.object({ hosts: z.record(z.string(), buildPlaceSchema) })),
  setPlace: procedure
    .input(z.object({ hosts: z.array(hostNameSchema).min(1), place: buildPlaceSchema }))
    .output(z.object({ hosts: z.record(z.string(), buildPlaceSchema) })),
  /** `fleet` evaluates what the hosts' own configurations name, which may take long. */
  caches: procedure.input(z.object({ fleet: z.boolean().default(false) })).output(cachesSchema),
};
