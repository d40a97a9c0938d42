import { z } from 'zod';
import type { AppError, HealthCheck } from '../../shared/contract';
import type { FleetFiles } from './fleet-files';

const typeSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  enum: z.array(z.unknown()).optional(),
  elem: z.unknown().optional(),
  either: z.array(z.unknown()).optional(),
});

const declarationSchema = z.object({
  file: z.string(),
  line: z.number().nullable().optional(),
  column: z.number().nullable().optional(),
});

/** One option as resources/introspect.nix describes it. */
export const evaluatedOptionSchema = z.object({
  path: z.array(z.string()),
  type: typeSchema,
  description: z.string().nullable(),
  hasDefault: z.boolean(),
  default: z.unknown(),
  example: z.unknown(),
  readOnly: z.boolean(),
  internal: z.boolean(),
  visible: z.boolean(),
  declarations: z.array(declarationSchema),
  /** True when only the default applies, too: compare `priority` with 1500. */
  isDefined: z.boolean(),
  priority: z.number().nullable(),
  priorityName: z.string().nullable(),
  /** Those of the winning priority only. */
  definitions: z.array(z.object({ file: z.string().optional(), value: z.unknown() })),
  value: z.unknown().optional(),
  valueError: z.boolean().optional(),
  sub: z.array(z.unknown()).optional(),
});
export type EvaluatedOption = z.infer<typeof evaluatedOptionSchema>;

const factsSchema = z.object({
  hostName: z.string().nullable(),
  stateVersion: z.string().nullable(),
  system: z.string().nullable(),
});

export const evaluatedHostSchema = z.object({
  toplevel: z.string().nullable(),
  warnings: z.array(z.string()),
  facts: factsSchema,
  options: z.array(evaluatedOptionSchema),
});
export const evaluatedHostsSchema = z.record(z.string(), evaluatedHostSchema);

/** What Nix says of one host. */
export interface HostEvaluation {
  readonly host: string;
  /** Store path of `config.system.build.toplevel`; null when it cannot be evaluated, `error` then says why. */
  readonly toplevel: string | null;
  /** What the configuration tells people without failing, `config.warnings`. */
  readonly warnings: readonly string[];
  readonly facts: z.infer<typeof factsSchema>;
  /** Below the feature roots and `snowfleet.host`. Files of the fleet are relative to it. */
  readonly options: readonly EvaluatedOption[];
  /** False when values could not be read: then every option lacks value, priority and definitions. */
  readonly valuesKnown: boolean;
  readonly error: AppError | null;
}

export interface FleetEvaluation {
  readonly hosts: readonly HostEvaluation[];
  readonly at: string;
}

export const NO_FACTS: HostEvaluation['facts'] = { hostName: null, stateVersion: null, system: null };

/** Begins the error our own expressions throw for a host that is not there. */
export const NO_HOST = 'the flake has no host ';

/** A Nix string literal for `text`. */
export function nixString(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

function nixList(items: readonly string[]): string {
  return `[ ${items.join(' ')} ]`;
}

export interface ExpressionOptions {
  /** Text of resources/introspect.nix; inlined, because pure evaluation may not import it from its place. */
  readonly introspect: string;
  readonly hosts: readonly string[] | null;
  /** Dotted. */
  readonly roots: readonly string[];
  readonly values: boolean;
  readonly toplevel: boolean;
}

/** Function for `nix eval REF#nixosConfigurations --apply`, giving {@link evaluatedHostsSchema}. */
export function evaluationExpression(options: ExpressionOptions): string {
  const prefixes = nixList(options.roots.map((root) => nixList(root.split('.').map(nixString))));
  const names = options.hosts === null ? 'builtins.attrNames cs' : nixList(options.hosts.map(nixString));
  const values = options.values ? 'true' : 'false';
  return `cs: let
  introspect = (${options.introspect}
  );
  plain = v: if builtins.isString v then builtins.unsafeDiscardStringContext v else null;
  texts = v: let t = builtins.tryEval (builtins.deepSeq v v); in
    if t.success then map (w: builtins.unsafeDiscardStringContext (toString w)) t.value else [ ];
  try = v: let t = builtins.tryEval v; in if t.success then t.value else null;
  host = c: {
    toplevel = ${options.toplevel ? 'try (plain c.config.system.build.toplevel.outPath)' : 'null'};
    warnings = ${options.values ? 'texts (c.config.warnings or [ ])' : '[ ]'};
    facts = {
      hostName = try (plain (c.config.networking.hostName or null));
      stateVersion = try (plain (c.config.system.stateVersion or null));
      system = try (plain (c.config.nixpkgs.hostPlatform.system or null));
    };
    options = if !(c ? options) then [ ] else builtins.concatMap
      (prefix: introspect { inherit prefix; values = ${values}; defaults = ${values}; } c) ${prefixes};
  };
in builtins.listToAttrs (map (name: { inherit name; value = host (cs.\${name} or (throw "${NO_HOST}\${name}")); }) (${names}))`;
}

/**
 * Function giving `{ HOST = { drv, out, health } }`. `tolerant`: null for a host that throws, so that it does not stop
 * the others; what stops all the same are errors Nix cannot catch, such as a missing attribute.
 */
export function systemsExpression(hosts: readonly string[], tolerant = false): string {
  return `cs: builtins.listToAttrs (map (name: {
  inherit name;
  value = let
    c = (cs.\${name} or (throw "${NO_HOST}\${name}")).config;
    t = c.system.build.toplevel;
    h = c.snowfleet.health or [ ];
    known = builtins.tryEval (builtins.deepSeq h h);
    system = { drv = t.drvPath; out = t.outPath; health = if known.success then known.value else null; };
    tried = builtins.tryEval (builtins.seq system.drv system);
  in ${tolerant ? 'if tried.success then tried.value else null' : 'system'};
}) ${nixList(hosts.map(nixString))})`;
}

/** Settings of one host and of its users, by path; null for what is not there. */
export interface HostSettings {
  readonly nixos: Readonly<Record<string, unknown>>;
  readonly homes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const settingsSchema = z.record(z.string(), z.unknown());
export const hostSettingsSchema = z.object({
  nixos: settingsSchema,
  homes: z.record(z.string(), settingsSchema),
});

/** Deep enough for what people nest in a configuration. */
const SETTINGS_DEPTH = 16;

/**
 * Function giving {@link hostSettingsSchema}: the values of some paths of a host's configuration and of each user's through
 * Home Manager. `introspect` is the text of resources/introspect.nix.
 */
export function settingsExpression(
  introspect: string,
  host: string,
  { nixos, home }: { readonly nixos: readonly string[]; readonly home: readonly string[] },
): string {
  const paths = (all: readonly string[]): string =>
    nixList(
      all.map((path) => `{ name = ${nixString(path)}; path = ${nixList(path.split('.').map(nixString))}; }`),
    );
  return `cs: let
  introspect = (${introspect}
  );
  config = (cs.\${${nixString(host)}} or (throw "${NO_HOST}${host}")).config;
  at = set: builtins.foldl' (v: n: if builtins.isAttrs v && v ? \${n} then v.\${n} else null) set;
  read = set: all: builtins.listToAttrs (map ({ name, path }: {
    inherit name;
    value = introspect.data ${SETTINGS_DEPTH} (at set path);
  }) all);
in {
  nixos = read config ${paths(nixos)};
  homes = builtins.mapAttrs (_: user: read user ${paths(home)}) (config.home-manager.users or { });
}`;
}

/** One element of `snowfleet.health`; each of the four that is set is a check. */
const declaredCheckSchema = z
  .object({
    unit: z.string().nullish(),
    port: z.number().int().min(1).max(65_535).nullish(),
    url: z.string().nullish(),
    command: z.string().nullish(),
    feature: z.string().nullish(),
  })
  .transform(({ feature, ...kinds }) =>
    (['unit', 'port', 'url', 'command'] as const).flatMap((kind): HealthCheck[] => {
      const value = kinds[kind];
      return value === null || value === undefined
        ? []
        : [{ kind, value: String(value), ...(feature ? { feature } : {}) }];
    }),
  );

export const systemsSchema = z.record(
  z.string(),
  z
    .object({
      drv: z.string(),
      out: z.string(),
      // A fleet may mean something else by the name; its hosts can be deployed all the same.
      health: z
        .array(declaredCheckSchema)
        .transform((checks) => checks.flat())
        .nullable()
        .catch(null),
    })
    .nullable(),
);

/** The options with files of the fleet under their own names. */
export function ownFiles(options: readonly EvaluatedOption[], files: FleetFiles): EvaluatedOption[] {
  const own = (file: string): string => files.relative(file) ?? file;
  return options.map((option) => ({
    ...option,
    declarations: option.declarations.map((place) => ({ ...place, file: own(place.file) })),
    definitions: option.definitions.map((definition) =>
      definition.file === undefined ? definition : { ...definition, file: own(definition.file) },
    ),
  }));
}
