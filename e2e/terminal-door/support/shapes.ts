import { z } from 'zod';

/** The documents as the terminal door promises them to scripts; more fields may stand beside. */

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const line = z.number().int().positive();
const file = z.string().regex(/^[^/]/, 'relative to the fleet');
const path = z.string().min(1);
const storePath = z.string().startsWith('/nix/store/');

export const finding = z.looseObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
});
const fact = z.looseObject({
  value: z.unknown(),
  from: z.enum(['source', 'evaluation', 'host', 'tailscale']),
  file: file.optional(),
  line: line.optional(),
  at: time.optional(),
});
export const inventory = z.looseObject({
  fleet: z.looseObject({
    dir: z.string().startsWith('/'),
    commit: z.string().nullable(),
    dirty: z.boolean(),
    featureRoots: z.array(z.string()),
    readAt: time,
  }),
  hosts: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(['machine', 'vm', 'installer', 'unknown']),
      inFlake: z.boolean(),
      file,
      line,
      facts: z.record(z.string(), fact),
      features: z.array(path),
      source: z.enum(['source', 'evaluation', 'both']),
    }),
  ),
  findings: z.array(finding),
});
export const check = z.looseObject({ findings: z.array(finding) });
export const catalogue = z.looseObject({
  features: z.array(
    z.looseObject({
      path,
      title: z.string(),
      description: z.string(),
      category: z.string(),
      file,
      line,
      brings: z.array(path),
      needs: z.array(path),
      conflicts: z.array(z.looseObject({ path, reason: z.string() })),
      hardware: z.record(z.string(), z.unknown()),
      hosts: z.array(z.string()),
    }),
  ),
});
const assignment = z.looseObject({
  path,
  scope: z.enum(['nixos', 'home']),
  value: z.unknown(),
  text: z.string(),
  computed: z.boolean(),
  file,
  line,
  column: line,
  priority: z.union([z.enum(['plain', 'default', 'force']), z.number()]),
  wins: z.boolean(),
});
export const assignments = z.looseObject({ host: z.string(), assignments: z.array(assignment) });
export const options = z.looseObject({
  options: z.array(
    z.looseObject({
      path,
      scope: z.enum(['nixos', 'home']),
      type: z.string(),
      description: z.string(),
      file,
      line,
    }),
  ),
});
export const change = z.looseObject({
  diff: z.string(),
  files: z.array(file),
  brings: z.array(path),
  needs: z.array(path),
});
export const gestures = z.looseObject({
  gestures: z.array(z.looseObject({ id: z.string(), title: z.string(), files: z.array(file) })),
});
export const explanation = z.looseObject({
  host: z.string(),
  path,
  value: z.unknown(),
  definitions: z.array(assignment),
  decidedBy: z.looseObject({ file, line }).nullable(),
  declaredAt: z.looseObject({ file, line }).nullable(),
  from: z.string(),
});
export const syntax = z.looseObject({
  file: z.string(),
  ok: z.boolean(),
  roundTrip: z.boolean(),
  bytes: z.number().int(),
  errors: z.array(z.looseObject({ line, column: line, message: z.string() })),
});
export const failure = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[a-z][a-z-]*$/),
    message: z.string().min(1),
    hint: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
});

const outcome = z.enum([
  'unchanged',
  'switched',
  'units-failed',
  'rolled-back',
  'failed',
  'skipped',
  'unknown',
]);
export const plan = z.looseObject({
  type: z.literal('result'),
  hosts: z.array(
    z.looseObject({
      host: z.string(),
      from: storePath.optional(),
      to: storePath,
      unchanged: z.boolean(),
      packages: z
        .looseObject({
          added: z.array(z.unknown()),
          removed: z.array(z.unknown()),
          changed: z.array(z.unknown()),
        })
        .optional(),
    }),
  ),
});
export const preflight = z.looseObject({
  hosts: z
    .array(
      z.looseObject({
        host: z.string(),
        ok: z.boolean(),
        checks: z.array(
          z.looseObject({
            name: z.string(),
            state: z.enum(['green', 'amber', 'red', 'unknown']),
            words: z.string().min(1),
          }),
        ),
      }),
    )
    .min(1),
});
export const deploy = z.looseObject({
  type: z.literal('result'),
  run: z.string(),
  hosts: z
    .array(
      z.looseObject({
        host: z.string(),
        outcome,
        from: storePath.nullable(),
        to: storePath.nullable(),
        generation: z.number().int().nullable(),
        reason: z.string().optional(),
      }),
    )
    .min(1),
});
export type Deployed = z.infer<typeof deploy>;
export const generations = z.looseObject({
  host: z.string(),
  generations: z.array(
    z.looseObject({
      number: z.number().int().positive(),
      path: storePath,
      date: time,
      current: z.boolean(),
      bootDefault: z.boolean(),
      nixosVersion: z.string().nullable(),
    }),
  ),
});
export const runs = z.looseObject({
  runs: z.array(
    z.looseObject({
      id: z.string(),
      started: time,
      ended: time.optional(),
      who: z.string(),
      commit: z.string().nullable(),
      state: z.enum(['running', 'done', 'interrupted']),
      hosts: z.array(z.unknown()),
      step: z.string().optional(),
      advice: z.string().optional(),
    }),
  ),
});
export const practice = z.looseObject({
  fleet: z.string(),
  hosts: z.array(
    z.looseObject({
      host: z.string(),
      up: z.boolean(),
      address: z.string().nullable(),
      port: z.number().nullable(),
      hostKey: z.string().nullable(),
      generation: z.number().int().nullable(),
    }),
  ),
});
