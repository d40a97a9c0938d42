#!/usr/bin/env node
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { evaluate, fleetOutput, nixMissing, readCatalogue, ROOT } from './evaluate.mjs';

/**
 * Writes docs/fleet from what the features say about themselves: `npm run docs:fleet`. With `--check` nothing is
 * written and pages that are not current are named.
 */

const FOLDER = join(ROOT, 'docs/fleet');

/** What people call the categories, in the order of the page that lists them. */
const CATEGORIES = {
  desktop: ['Desktop', 'What a screen shows: sessions, looks, sound, printing.'],
  development: ['Development', 'Editors, languages and the tools around them.'],
  shells: ['Shells', 'The command line and its multiplexers.'],
  ai: ['AI', 'Models in the house and at providers, and one client for all.'],
  hardware: ['Hardware', 'Processors, graphics, firmware, power and heat.'],
  virtualization: ['Virtualisation', 'Containers, virtual machines and clusters.'],
  monitoring: ['Monitoring', 'Metrics, logs, dashboards and alerts.'],
  network: ['Network', 'Reaching hosts, names, proxies and firewalls.'],
  media: ['Media', 'Films, series and music, and what fetches them.'],
  security: ['Security', 'Who may do what, and what is written down about it.'],
  storage: ['Storage', 'Disks, file systems, backups and cleaning up.'],
  nix: ['Nix', 'Caches, builds and generations.'],
  performance: ['Performance', 'Memory, disks and network, tuned by host.'],
  system: ['System', 'What keeps a host in order.'],
  installer: ['Installers', 'What installer images bring along.'],
};

const titleOf = (category) => CATEGORIES[category]?.[0] ?? category;
const code = (text) => `\`${text}\``;
const cell = (text) => text.replaceAll('\n', ' ').replaceAll('|', '\\|').trim();
const linkTo = (id) => {
  const [category] = id.split('.');
  return `[${code(id)}](${category}.md#${anchor(id)})`;
};
const anchor = (id) => id.toLowerCase().replace(/[^a-z0-9-]/g, '');
const list = (ids) => ids.map(linkTo).join(', ');

const checkWords = (check) =>
  check.unit !== undefined
    ? `unit ${code(check.unit)}`
    : check.url !== undefined
      ? code(check.url)
      : check.port !== undefined
        ? `port ${check.port}`
        : `command ${code(check.command)}`;

/** Everything the pages are made of. */
export async function readFacts(options = {}) {
  const catalogue = await readCatalogue(options);
  const names = await fleetOutput('hostNames', options);
  const answers = await evaluate(
    [
      ...names.map((host) => ({ name: host, host, want: ['on'] })),
      { name: 'probe', on: [], off: [], hardware: [], want: ['described'] },
    ],
    options,
  );
  for (const { name, error } of answers) if (error !== undefined) throw new Error(`${name}: ${error}`);
  const { described } = answers.at(-1);
  const hosts = Object.fromEntries(answers.slice(0, -1).map(({ name, on }) => [name, on]));
  return { catalogue, hosts, described };
}

function featureLines({ catalogue, hosts, described }, feature) {
  const { id, title, description, brings, needs, hardware, secrets, health, metrics } = feature;
  const on = Object.keys(hosts).filter((host) => hosts[host].includes(id));
  const conflicts = new Map([
    ...Object.values(catalogue).flatMap((other) =>
      other.conflicts.filter((one) => one.feature === id).map(({ reason }) => [other.id, reason]),
    ),
    ...feature.conflicts.map(({ feature: other, reason }) => [other, reason]),
  ]);
  const neededBy = Object.values(catalogue).filter((other) => other.needs.includes(id));
  const facts = [
    ['Source', `[${code(feature.file)}](../../fleet/${feature.file})`],
    ['On', on.length > 0 ? on.join(', ') : 'no host'],
    ['Needs', list(needs)],
    ['Brings', list(brings)],
    ['Needed by', list(neededBy.map((other) => other.id))],
    ...[...conflicts].map(([other, reason]) => ['Conflicts', `with ${linkTo(other)}: ${reason}`]),
    ['Hardware', hardware.requires.join(' or ')],
    ['Best on', hardware.prefers.join(', ')],
    ['Secrets', secrets.map((name) => code(name)).join(', ')],
    ['Health', health.map(checkWords).join(', ')],
    ['Metrics', metrics.map((name) => code(name)).join(', ')],
  ].filter(([, words]) => words !== '');
  const options = described[id] ?? [];
  return [
    `## ${code(id)}`,
    '',
    `**${title}.** ${description}`,
    '',
    ...facts.map(([name, words]) => `- ${name}: ${words}`),
    ...(options.length === 0
      ? []
      : [
          '',
          '| Option | Type | Default | |',
          '| --- | --- | --- | --- |',
          ...options.map(
            (option) =>
              `| ${code(option.name)} | ${cell(option.type)} | ${option.default === null ? '' : code(cell(option.default))} | ${cell(option.description)} |`,
          ),
        ]),
    '',
  ];
}

const BEFORE = 'Made from what the features say about themselves by `npm run docs:fleet`; do not edit.';

/** The pages as { file: text }, not yet formatted. */
export function pagesOf(facts) {
  const { catalogue, hosts } = facts;
  const features = Object.values(catalogue);
  const present = [...new Set(features.map(({ category }) => category))];
  const order = [...Object.keys(CATEGORIES), ...present].filter(
    (category, index, all) => present.includes(category) && all.indexOf(category) === index,
  );
  const readme = [
    '# The bundled fleet',
    '',
    BEFORE,
    '',
    `${features.length} features in ${order.length} categories, for ${Object.keys(hosts).length} hosts. How to add one: [adding a feature](../adding-a-feature.md).`,
    '',
    '| Category | Features | |',
    '| --- | --- | --- |',
    ...order.map((category) => {
      const count = features.filter((feature) => feature.category === category).length;
      return `| [${titleOf(category)}](${category}.md) | ${count} | ${CATEGORIES[category]?.[1] ?? ''} |`;
    }),
    '',
    '## Hosts',
    '',
    '| Host | Features |',
    '| --- | --- |',
    ...Object.keys(hosts)
      .toSorted()
      .map((host) => `| ${host} | ${hosts[host].length} |`),
    '',
  ].join('\n');
  const pages = { 'README.md': readme };
  for (const category of order) {
    pages[`${category}.md`] = [
      `# ${titleOf(category)}`,
      '',
      BEFORE,
      '',
      ...(CATEGORIES[category] ? [CATEGORIES[category][1], ''] : []),
      ...features
        .filter((feature) => feature.category === category)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .flatMap((feature) => featureLines(facts, feature)),
    ].join('\n');
  }
  return pages;
}

/** The pages as they are committed. */
export async function formattedPages(facts) {
  const style = await resolveConfig(join(FOLDER, 'README.md'));
  const entries = Object.entries(pagesOf(facts)).map(async ([file, text]) => [
    file,
    await format(text, { ...style, parser: 'markdown' }),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Pages in a folder that are not what they should be: missing, stale, or of a category that is no more. */
export function stalePages(pages, folder = FOLDER) {
  const there = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.md')) : [];
  return [
    ...Object.keys(pages).filter(
      (file) => !there.includes(file) || readFileSync(join(folder, file), 'utf8') !== pages[file],
    ),
    ...there.filter((file) => !Object.hasOwn(pages, file)),
  ].toSorted();
}

async function main(args) {
  const missing = nixMissing();
  if (missing !== null) {
    console.error(`The pages cannot be made: ${missing}`);
    return 1;
  }
  const pages = await formattedPages(await readFacts());
  const stale = stalePages(pages);
  if (args.includes('--check')) {
    if (stale.length > 0) console.error(`not current: ${stale.join(', ')}; run npm run docs:fleet`);
    return stale.length > 0 ? 1 : 0;
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const file of stale) {
    if (Object.hasOwn(pages, file)) writeFileSync(join(FOLDER, file), pages[file]);
    else rmSync(join(FOLDER, file));
  }
  console.log(stale.length === 0 ? 'all pages are current' : `written: ${stale.join(', ')}`);
  return 0;
}

if (realpathSync(process.argv[1] ?? '.') === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2));
