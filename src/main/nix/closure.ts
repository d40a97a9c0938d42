import { z } from 'zod';

/** A store path with what it costs. Sizes in bytes of its NAR serialisation. */
export interface PathInfo {
  readonly path: string;
  readonly narSize: number;
  readonly references: readonly string[];
}

const infoSchema = z.object({
  narSize: z.number(),
  references: z.array(z.string()).default([]),
  valid: z.boolean().optional(),
});
const arraySchema = z.array(z.object({ path: z.string() }).and(infoSchema.partial()));
const recordSchema = z.record(z.string(), infoSchema.nullable());
const wrappedSchema = z.object({ info: recordSchema });

/**
 * Normalises `nix path-info --json`: an array to 2.18, an object keyed by path from 2.19 on, wrapped in `info`
 * and with base names instead of paths in format 2 of 2.3x. Paths that are not valid are left out.
 */
export function parsePathInfo(json: string, storeDir = '/nix/store'): PathInfo[] {
  const raw: unknown = JSON.parse(json);
  const full = (name: string): string => (name.startsWith('/') ? name : `${storeDir}/${name}`);
  const toInfo = (path: string, info: z.infer<typeof infoSchema>): PathInfo => ({
    path: full(path),
    narSize: info.narSize,
    references: info.references.map(full),
  });
  if (Array.isArray(raw)) {
    return arraySchema
      .parse(raw)
      .flatMap((info) =>
        info.narSize === undefined || info.valid === false
          ? []
          : [toInfo(info.path, { narSize: info.narSize, references: info.references ?? [] })],
      );
  }
  const wrapped = wrappedSchema.safeParse(raw);
  const record = wrapped.success ? wrapped.data.info : recordSchema.parse(raw);
  return Object.entries(record).flatMap(([path, info]) => (info === null ? [] : [toInfo(path, info)]));
}
