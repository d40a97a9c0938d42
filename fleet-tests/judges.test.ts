import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { z } from 'zod';
import { evaluate, nixMissing, readCatalogue, type CatalogueData } from '../scripts/fleet/evaluate.mjs';
import { closure, coveringSets } from '../scripts/fleet/rules.mjs';
import {
  caddyfile,
  isShell,
  newFolder,
  nftRuleset,
  renderedSchema,
  removeFolders,
  scriptsIn,
  sshdConfig,
  toolNamed,
  unitComplaints,
  unitFiles,
  verdict,
  writeJson,
  writePrometheus,
  writeScript,
  type Rendered,
} from './support/judges';
import { metricsIn, WELL_KNOWN } from './support/metrics';
import { failures, HOSTS } from './support/prove-fleet';

/** Files the fleet makes, judged by the programs that read them: of every host, and of every feature. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: files of the fleet before their judges; ${missing}`);

afterAll(removeFolders);

const ALERT_TESTS = fileURLToPath(
  new URL('../fleet/features/monitoring/rules/alerts.test.yaml', import.meta.url),
);

/** Features that write a file of interest only with settings. */
const SETTINGS = {
  'network.reverse-proxy': { sites: { grafana: '127.0.0.1:3001', git: '127.0.0.1:3000' } },
  'monitoring.alertmanager': { receiver: 'email' },
};

/** The program, or the test ends here with the reason. */
function judge(context: TestContext, name: string, debian: string): string {
  const tool = toolNamed(name);
  if (tool === null) context.skip(`${name} is not installed (Debian: ${debian})`);
  return tool ?? '';
}

describe.skipIf(missing !== null)('files of the fleet', () => {
  let catalogue: CatalogueData;
  const rendered = new Map<string, Rendered>();

  beforeAll(async () => {
    catalogue = await readCatalogue();
    const answers = await evaluate(
      [
        ...HOSTS.map((host) => ({ name: host, host, want: ['failed', 'rendered'] })),
        ...coveringSets(catalogue).map((set, index) => ({
          name: `set ${index + 1}`,
          ...set,
          off: [],
          want: ['failed', 'rendered'],
        })),
        {
          name: 'settings',
          on: closure(catalogue, Object.keys(SETTINGS)),
          off: [],
          hardware: [],
          settings: SETTINGS,
          want: ['failed', 'rendered'],
        },
      ],
      { write: true },
    );
    expect(failures(answers)).toEqual([]);
    for (const { name, rendered: told } of answers) rendered.set(name, renderedSchema.parse(told));
  }, 60_000);

  /** What a judge says about the part of each host that it reads. */
  const complaints = <Part>(
    part: (host: Rendered) => Part | null,
    say: (part: Part, folder: string) => string | null,
  ): string[] => {
    const parts = [...rendered].flatMap(([name, host]) => {
      const one = part(host);
      return one === null ? [] : [[name, one] as const];
    });
    expect(parts.length, 'hosts that have such a file').toBeGreaterThan(0);
    return parts.flatMap(([name, one]) => {
      const said = say(one, newFolder());
      return said === null ? [] : [`${name}: ${said}`];
    });
  };

  it('are good for Prometheus', (context) => {
    const promtool = judge(context, 'promtool', 'prometheus');
    expect(
      complaints(
        (host) => host.prometheus,
        (part, folder) => {
          const { config, rules } = writePrometheus(folder, part);
          return (
            verdict(promtool, ['check', 'config', '--syntax-only', config]) ??
            (rules.length > 0 ? verdict(promtool, ['check', 'rules', ...rules]) : null)
          );
        },
      ),
    ).toEqual([]);
  });

  it('raise the alerts that they should on made-up numbers, and no other', (context) => {
    const promtool = judge(context, 'promtool', 'prometheus');
    const folder = newFolder();
    const prometheus = rendered.get('dex5550')?.prometheus;
    if (!prometheus) throw new Error('dex5550 has no rules');
    const { rules } = writePrometheus(folder, prometheus);
    const tests = join(folder, 'alerts.test.yaml');
    const source = readFileSync(ALERT_TESTS, 'utf8').replace('[alerts.rules]', JSON.stringify(rules));
    writeFileSync(tests, source);
    expect(verdict(promtool, ['test', 'rules', tests])).toBeNull();
    writeFileSync(tests, source.replace('starts again and again', 'sleeps'));
    expect(verdict(promtool, ['test', 'rules', tests])).toContain('sleeps');
  });

  it('are good for Alertmanager', (context) => {
    const amtool = judge(context, 'amtool', 'prometheus-alertmanager');
    expect(
      complaints(
        (host) => host.alertmanager,
        (part, folder) => verdict(amtool, ['check-config', writeJson(folder, 'alertmanager.yaml', part)]),
      ),
    ).toEqual([]);
  });

  it('are good for nftables', (context) => {
    const nft = judge(context, 'nft', 'nftables');
    const empty = verdict(nft, ['-c', '-f', writeScript(newFolder(), 'empty.nft', 'table inet none { }\n')]);
    if (empty !== null) return context.skip(`nft cannot check anything here: ${empty.split('\n')[0]}`);
    expect(
      complaints(
        (host) => host.nftables,
        (part, folder) => verdict(nft, ['-c', '-f', writeScript(folder, 'rules.nft', nftRuleset(part))]),
      ),
    ).toEqual([]);
  });

  it('are good for the SSH server', (context) => {
    const sshd = judge(context, 'sshd', 'openssh-server');
    const keygen = judge(context, 'ssh-keygen', 'openssh-client');
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
    if (!existsSync('/run/sshd'))
      return context.skip('sshd wants the folder /run/sshd, which only root makes');
    const key = join(newFolder(), 'key');
    execFileSync(keygen, ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const ssh = judge(context, 'ssh', 'openssh-client');
    const known = new Set(
      ['cipher', 'mac', 'kex', 'key', 'sig'].flatMap((kind) =>
        execFileSync(ssh, ['-Q', kind], { encoding: 'utf8' }).trim().split('\n'),
      ),
    );
    expect(
      complaints(
        (host) => host.sshd,
        (part, folder) =>
          verdict(sshd, ['-t', '-f', writeScript(folder, 'sshd_config', sshdConfig(part, key, known))]),
      ),
    ).toEqual([]);
  });

  it('are good for Caddy', (context) => {
    const caddy = judge(context, 'caddy', 'caddy');
    expect(
      complaints(
        (host) => host.caddy,
        (part, folder) =>
          verdict(
            caddy,
            [
              'validate',
              '--adapter',
              'caddyfile',
              '--config',
              writeScript(folder, 'Caddyfile', caddyfile(part)),
            ],
            { HOME: folder, XDG_DATA_HOME: folder },
          ),
      ),
    ).toEqual([]);
  });

  it('are good for systemd', (context) => {
    const analyze = judge(context, 'systemd-analyze', 'systemd');
    expect(
      complaints(
        ({ units }) => units,
        (units) => unitComplaints(analyze, unitFiles(units)).join('\n') || null,
      ),
    ).toEqual([]);
  });

  it('are good for the shell', (context) => {
    const shellcheck = judge(context, 'shellcheck', 'shellcheck');
    const scripts = new Map<string, { text: string; severity: string }>();
    for (const host of rendered.values()) {
      for (const { name, text } of [...host.scripts, ...scriptsIn(host.references)])
        if (isShell(text)) scripts.set(name, { text, severity: 'style' });
      // NixOS runs these with `bash -e` and does not check them while building.
      for (const [name, { script }] of Object.entries(host.units.services ?? {}))
        if (script)
          scripts.set(`${name}.service`, { text: `#!/bin/bash -e\n${script}`, severity: 'warning' });
    }
    console.log(`${scripts.size} scripts`);
    expect(scripts.size).toBeGreaterThan(10);
    const folder = newFolder();
    const said = [...scripts].flatMap(([name, { text, severity }]) => {
      const file = writeScript(folder, name.replaceAll('/', '-'), text);
      const words = verdict(shellcheck, ['--shell=bash', `--severity=${severity}`, '--format=gcc', file]);
      return words === null ? [] : [words.replaceAll(`${folder}/`, '')];
    });
    expect(said).toEqual([]);
  }, 60_000);

  describe('for Grafana', () => {
    const dashboardsOf = (host: Rendered): [string, unknown][] =>
      Object.entries(host.etc).flatMap(([file, text]) =>
        /dashboards?\/.*\.json$/.test(file) ? [[file, JSON.parse(text) as unknown] as [string, unknown]] : [],
      );

    it('are dashboards as Grafana documents them', () => {
      const all = [...rendered].flatMap(([name, host]) =>
        dashboardsOf(host).map(([file, json]) => [`${name} ${file}`, json] as const),
      );
      expect(all.length).toBeGreaterThan(0);
      const problems = all.flatMap(([where, json]) => {
        const { error } = dashboardSchema.safeParse(json);
        return error ? [`${where}: ${z.prettifyError(error)}`] : [];
      });
      expect(problems).toEqual([]);
      const uids = all.map(([where, json]) => `${where.split(' ')[0]} ${dashboardSchema.parse(json).uid}`);
      expect(new Set(uids).size).toBe(uids.length);
    });

    it('read only metrics that something makes', () => {
      const problems = [...rendered].flatMap(([name, host]) => {
        const rules = rulesOf(host);
        const recorded = rules.flatMap(({ record }) => record ?? []);
        const known = new Set([...Object.values(catalogue).flatMap(({ metrics }) => metrics), ...recorded]);
        const expressions = [
          ...rules.map(({ record, alert, expr }) => [`rule ${record ?? alert}`, expr] as const),
          ...dashboardsOf(host).flatMap(([file, json]) =>
            targetsOf(dashboardSchema.parse(json))
              .filter(({ datasource }) => datasource?.type !== 'loki')
              .map(({ expr }) => [file, expr] as const),
          ),
        ];
        return expressions.flatMap(([where, expression]) =>
          metricsIn(expression)
            .filter((metric) => !known.has(metric) && !WELL_KNOWN.some(([pattern]) => pattern.test(metric)))
            .map((metric) => `${name}: ${metric} in ${where}`),
        );
      });
      expect([...new Set(problems)]).toEqual([]);
    });
  });
});

const targetSchema = z.looseObject({
  refId: z.string().min(1),
  expr: z.string().min(1),
  datasource: z.object({ type: z.string(), uid: z.string() }).optional(),
});
const gridSchema = z.object({
  x: z.number().int().min(0).max(23),
  y: z.number().int().min(0),
  w: z.number().int().min(1).max(24),
  h: z.number().int().min(1),
});
const panelSchema = z.looseObject({
  id: z.number().int().positive(),
  type: z.enum([
    'alertlist',
    'bargauge',
    'barchart',
    'gauge',
    'heatmap',
    'logs',
    'piechart',
    'row',
    'stat',
    'state-timeline',
    'table',
    'text',
    'timeseries',
  ]),
  title: z.string(),
  gridPos: gridSchema.refine(({ x, w }) => x + w <= 24, 'is wider than the page'),
  datasource: z.object({ type: z.string(), uid: z.string() }).nullish(),
  targets: z.array(targetSchema).optional(),
});
/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const dashboardSchema = z.looseObject({
  uid: z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/),
  title: z.string().min(1),
  schemaVersion: z.number().int().min(36),
  tags: z.array(z.string()).optional(),
  timezone: z.string().optional(),
  refresh: z.string().optional(),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }).optional(),
  panels: z
    .array(panelSchema)
    .min(1)
    .refine((panels) => new Set(panels.map(({ id }) => id)).size === panels.length, 'two panels have one id'),
});

/** Targets with the datasource that answers them: their own or their panel's. */
const targetsOf = (dashboard: z.infer<typeof dashboardSchema>) =>
  dashboard.panels.flatMap(({ targets = [], datasource }) =>
    targets.map((target) => ({ ...target, datasource: target.datasource ?? datasource ?? undefined })),
  );

const rulesSchema = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({ record: z.string().optional(), alert: z.string().optional(), expr: z.string() }),
      ),
    }),
  ),
});

const rulesOf = ({ prometheus }: Rendered) =>
  (prometheus?.rules ?? []).flatMap(({ text }) =>
    text === undefined || !text.startsWith('{')
      ? []
      : rulesSchema.parse(JSON.parse(text)).groups.flatMap(({ rules }) => rules),
  );

describe('the judges themselves', () => {
  it('see what is wrong', (context) => {
    const [promtool, amtool, analyze, shellcheck, caddy] = (
      [
        ['promtool', 'prometheus'],
        ['amtool', 'prometheus-alertmanager'],
        ['systemd-analyze', 'systemd'],
        ['shellcheck', 'shellcheck'],
        ['caddy', 'caddy'],
      ] as const
    ).map(([name, debian]) => judge(context, name, debian)) as [string, string, string, string, string];
    const folder = newFolder();
    const rules = writeJson(folder, 'rules.yaml', {
      groups: [{ name: 'g', rules: [{ record: 'a:b', expr: 'sum(' }] }],
    });
    expect(verdict(promtool, ['check', 'rules', rules])).toContain('parse');
    expect(
      verdict(amtool, ['check-config', writeJson(folder, 'am.yaml', { route: { receiver: 'gone' } })]),
    ).toContain('receiver');
    const units = unitFiles({
      services: { bad: { serviceConfig: { ExecStart: '/bin/true', PrivateTmpp: true } } },
      timers: { bad: { timerConfig: { OnCalendar: 'someday' } } },
      sockets: {},
      paths: {},
      slices: {},
    });
    const told = unitComplaints(analyze, units).join('\n');
    expect(told).toContain('PrivateTmpp');
    expect(told).toContain('someday');
    expect(verdict(shellcheck, [writeScript(folder, 'a.sh', '#!/bin/bash\necho $1\n')])).toContain('SC2086');
    const site = { global: '', extra: '', hosts: [{ names: ['a.test'], text: 'reverse_prox localhost' }] };
    expect(
      verdict(caddy, [
        'validate',
        '--adapter',
        'caddyfile',
        '--config',
        writeScript(folder, 'Caddyfile', caddyfile(site)),
      ]),
    ).toContain('reverse_prox');
  });

  it.each([
    ['rate(node_cpu_seconds_total{mode="idle"}[5m]) > 0.5', ['node_cpu_seconds_total']],
    ['sum by (host, job) (up == 0) or vector(0)', ['up']],
    ['a:b:c / on (host) group_left (name) node_x{text="not_one"}', ['a:b:c', 'node_x']],
    ['histogram_quantile(0.9, sum without (le) (rate(x_bucket[$__rate_interval])))', ['x_bucket']],
  ])('find the metrics of %s', (expression, metrics) => {
    expect(metricsIn(expression)).toEqual(metrics);
  });
});
