import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findCommand } from '../../scripts/lib/find-command.mjs';

/** Files as NixOS writes them from options, and the programs that read them as judges. */

const unitSchema = z.looseObject({
  description: z.string().nullish(),
  script: z.string().nullish(),
  environment: z.record(z.string(), z.unknown()).nullish(),
  unitConfig: z.record(z.string(), z.unknown()).nullish(),
});

/** What fleet-tests/nix/rendered.nix says of a host. */
export const renderedSchema = z.object({
  prometheus: z
    .object({
      config: z.record(z.string(), z.unknown()),
      rules: z.array(z.object({ text: z.string().optional(), path: z.string().optional() })),
    })
    .nullable(),
  alertmanager: z.record(z.string(), z.unknown()).nullable(),
  sshd: z
    .object({ ports: z.array(z.number()), settings: z.record(z.string(), z.unknown()), extra: z.string() })
    .nullable(),
  caddy: z
    .object({
      global: z.string(),
      extra: z.string(),
      hosts: z.array(z.object({ names: z.array(z.string()), text: z.string() })),
    })
    .nullable(),
  nftables: z
    .object({
      tables: z.array(z.object({ name: z.string(), family: z.string(), content: z.string() })),
      ruleset: z.string(),
      input: z.string(),
      forward: z.string(),
    })
    .nullable(),
  etc: z.record(z.string(), z.string()),
  units: z.record(
    z.enum(['services', 'timers', 'sockets', 'paths', 'slices']),
    z.record(z.string(), unitSchema),
  ),
  references: z.array(z.string()),
  scripts: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type Rendered = z.infer<typeof renderedSchema>;

/** The program, or null where it is not installed. */
export const toolNamed = (name: string): string | null => findCommand([name]);

const folders: string[] = [];

/** A folder for a file to be judged; {@link removeFolders} takes them all away. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'snowfleet-judges-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** What a program says about a file, when it does not like it; null when it does. */
export function verdict(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): string | null {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (error) return String(error);
  return status === 0 ? null : `${stdout}${stderr}`.trim();
}

/** JSON, which every reader of YAML takes. */
export function writeJson(folder: string, name: string, value: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value, null, 2));
  return file;
}

/** Prometheus' own file, with its rules beside it. */
export function writePrometheus(folder: string, prometheus: NonNullable<Rendered['prometheus']>) {
  const rules = prometheus.rules.flatMap(({ text }, index) => {
    if (text === undefined) return [];
    const file = join(folder, `rules-${index}.yaml`);
    writeFileSync(file, text);
    return [file];
  });
  return { rules, config: writeJson(folder, 'prometheus.yaml', { ...prometheus.config, rule_files: rules }) };
}

const COMMAS = /^(Ciphers|KexAlgorithms|Macs|HostKeyAlgorithms|.*Algorithms|.*AcceptedKeyTypes)$/;

const sshdValue = (key: string, value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(COMMAS.test(key) ? ',' : ' ');
  return String(value);
};

/** sshd_config as NixOS writes it. `known` are algorithms the judge has: newer ones are not its to judge. */
export function sshdConfig(
  { ports, settings, extra }: NonNullable<Rendered['sshd']>,
  hostKey: string,
  known: ReadonlySet<string> | null = null,
): string {
  const lines = Object.entries(settings).flatMap(([key, value]) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    const kept =
      known !== null && Array.isArray(value) && COMMAS.test(key)
        ? value.filter((one) => known.has(String(one)))
        : value;
    return [`${key} ${sshdValue(key, kept)}`];
  });
  return [...ports.map((port) => `Port ${port}`), `HostKey ${hostKey}`, ...lines, extra, ''].join('\n');
}

export function caddyfile({ global, extra, hosts }: NonNullable<Rendered['caddy']>): string {
  const sites = hosts.map(({ names, text }) => `${names.join(', ')} {\n${text}\n}\n`);
  return [`{\n${global}\n}\n`, ...sites, extra].join('\n');
}

/** The rules NixOS' own firewall would hold, with what the fleet adds to them. */
export function nftRuleset({ tables, ruleset, input, forward }: NonNullable<Rendered['nftables']>): string {
  const own = tables.map(({ name, family, content }) => `table ${family} ${name} {\n${content}\n}\n`);
  const firewall = `table inet nixos-fw {
  chain input-allow {
    ${input}
  }
  chain forward-allow {
    ${forward}
  }
}
`;
  return [firewall, ...own, ruleset].join('\n');
}

/** Options of a unit file: lists are a line each. */
function section(name: string, entries: Iterable<readonly [string, unknown]>): string[] {
  const lines = [...entries].flatMap(([key, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) =>
      one === null || one === undefined
        ? []
        : [`${key}=${typeof one === 'boolean' ? (one ? 'true' : 'false') : String(one)}`],
    );
  });
  return lines.length === 0 ? [] : [`[${name}]`, ...lines, ''];
}

const UNIT_LISTS = [
  ['After', 'after'],
  ['Before', 'before'],
  ['Wants', 'wants'],
  ['Requires', 'requires'],
  ['Requisite', 'requisite'],
  ['BindsTo', 'bindsTo'],
  ['PartOf', 'partOf'],
  ['Conflicts', 'conflicts'],
  ['OnFailure', 'onFailure'],
  ['OnSuccess', 'onSuccess'],
] as const;

const KINDS = {
  services: ['service', 'Service', 'serviceConfig'],
  timers: ['timer', 'Timer', 'timerConfig'],
  sockets: ['socket', 'Socket', 'socketConfig'],
  paths: ['path', 'Path', 'pathConfig'],
  slices: ['slice', 'Slice', 'sliceConfig'],
} as const;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Programs of the store are not built here: any that is there stands for them. */
const withoutStore = (text: string): string => text.replaceAll(/\/nix\/store\/[^\s"':;]+/g, '/bin/true');

/** Unit files by name, as NixOS writes them. What a unit of NixOS' own modules would bring is left out. */
export function unitFiles(units: Rendered['units']): Map<string, string> {
  const files = new Map<string, string>();
  for (const [kind, byName] of Object.entries(units) as [
    keyof typeof KINDS,
    Rendered['units']['services'],
  ][]) {
    const [suffix, title, field] = KINDS[kind];
    for (const [name, unit] of Object.entries(byName ?? {})) {
      const settings = record(unit[field]);
      if (kind === 'services' && settings['ExecStart'] === undefined) settings['ExecStart'] = '/bin/true';
      const environment = Object.entries(unit.environment ?? {})
        .filter(([, value]) => value !== null)
        .map(
          ([key, value]) =>
            [
              'Environment',
              `"${key}=${String(value).replaceAll('%', '%%').replaceAll('"', '\\"')}"`,
            ] as const,
        );
      const startAt = list(unit['startAt']);
      if (kind === 'services' && startAt.length > 0)
        files.set(
          `${name}.timer`,
          section(
            'Timer',
            startAt.map((at) => ['OnCalendar', at] as const),
          ).join('\n'),
        );
      const lines = [
        ...section('Unit', [
          ['Description', unit.description || name],
          ...UNIT_LISTS.map(([key, one]) => [key, list(unit[one])] as const),
          ...Object.entries(unit.unitConfig ?? {}),
        ]),
        ...section(title, [...environment, ...Object.entries(settings)]),
        ...section('Install', [
          ['WantedBy', list(unit['wantedBy'])],
          ['RequiredBy', list(unit['requiredBy'])],
        ]),
      ];
      files.set(`${name}.${suffix}`, withoutStore(lines.join('\n')));
    }
  }
  return files;
}

/** Settings newer than the systemd that judges; NixOS 25.11 has 258. */
const NEWER =
  /Unknown (key|lvalue)( name)? '?(MemoryPressureWatch|ProtectHostname|RestartSteps|RestartMaxDelaySec|MemoryZSwapWriteback|PrivatePIDs|ImportCredential|SurviveFinalKillSignal)'?/;

/** What systemd says about the files: only about what stands in them, for units they name are not here. */
export function unitComplaints(analyze: string, files: ReadonlyMap<string, string>): string[] {
  const folder = newFolder();
  for (const [name, text] of files) writeFileSync(join(folder, name.replaceAll('/', '-')), text);
  const { stderr } = spawnSync(
    analyze,
    ['verify', '--man=no', ...[...files.keys()].map((name) => join(folder, name.replaceAll('/', '-')))],
    {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:`, SYSTEMD_LOG_LEVEL: 'warning' },
    },
  );
  return stderr
    .split('\n')
    .filter((line) => line.startsWith(folder) && !NEWER.test(line))
    .map((line) => line.slice(folder.length + 1));
}

/** Texts of scripts in derivations and all they are made from. */
export function scriptsIn(derivations: readonly string[]): { name: string; text: string }[] {
  if (derivations.length === 0) return [];
  const all = execFileSync('nix-store', ['--query', '--requisites', ...derivations], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return all.split('\n').flatMap((file) => {
    if (!file.endsWith('.drv') || !existsSync(file)) return [];
    const [, quoted] = /\("text","((?:[^"\\]|\\.)*)"\)/.exec(readFileSync(file, 'utf8')) ?? [];
    if (quoted === undefined) return [];
    const text = quoted.replaceAll(/\\(.)/g, (_, one: string) =>
      one === 'n' ? '\n' : one === 't' ? '\t' : one,
    );
    return text.startsWith('#!') ? [{ name: file.slice(44, -4), text }] : [];
  });
}

/** Scripts for a shell, by name: shellcheck does not know the others. */
export const isShell = (text: string): boolean => /^#!.*\b(ba|da|k)?sh\b/.test(text);

export function writeScript(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
