import type { HostPlan, Run, RunDetails } from '../../../shared/contract';

/** One run as a line of JSON: its record, its plans, and its log where that is given. */
export function runAsJson({ run, plans, log }: RunDetails, withLog: boolean): string {
  return `${JSON.stringify({ ...run, plans, ...(withLog && { log }) })}\n`;
}

/** The head of a Markdown export. */
export function markdownHead(count: number, at: Date): string {
  const runs = count === 1 ? '1 run' : `${count} runs`;
  return `# History of deploys\n\n${runs}, newest first, as of ${at.toISOString()}.\n`;
}

/** One run as a section of Markdown. */
export function runAsMarkdown(details: RunDetails, withLog: boolean): string {
  const { run, plans, log, dropped } = details;
  const parts = [
    `\n## ${run.started} · ${run.kind} ${run.hosts.map((one) => one.host).join(', ')}\n`,
    facts(run),
    table(
      ['Host', 'Outcome', 'Generation', 'From', 'To', 'Reason'],
      run.hosts.map((one) => [
        one.host,
        one.outcome ?? 'none',
        one.generation === null ? '' : String(one.generation),
        one.from ?? '',
        one.to ?? '',
        one.reason ?? '',
      ]),
    ),
  ];
  for (const plan of plans ?? []) parts.push(planAsMarkdown(plan));
  if (plans === null) parts.push('Its plan and log are not kept any more.\n');
  if (withLog && log !== null) {
    const lines = log.map(({ at, source, text }) => `${at} ${source}| ${text}`);
    if (dropped > 0) lines.unshift(`${dropped} earlier lines are left out`);
    parts.push(`### Log\n\n${fenced(lines.join('\n'))}`);
  }
  return parts.join('\n');
}

function facts(run: Run): string {
  const commit = run.commit === null ? 'no commit' : `commit \`${run.commit}\``;
  const draft = run.draft === null ? '' : `, uncommitted changes \`${run.draft}\``;
  const lines = [
    `- Run: \`${run.id}\``,
    `- By: ${run.who}`,
    `- Fleet: \`${run.fleet}\``,
    `- Source: ${commit}${draft}`,
    `- Mode: ${run.mode}`,
    `- State: ${run.state}${run.step === undefined ? '' : ` (${run.step})`}`,
    ...(run.ended === undefined ? [] : [`- Ended: ${run.ended}`]),
    ...(run.advice === undefined ? [] : [`- Advice: ${run.advice}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function planAsMarkdown(plan: HostPlan): string {
  const changes = plan.packages;
  const lines = [
    ...(changes?.changed ?? []).map(({ name, from, to }) => `- changed ${name} ${from} → ${to}`),
    ...(changes?.added ?? []).map(({ name, version }) => `- added ${name} ${version}`.trimEnd()),
    ...(changes?.removed ?? []).map(({ name, version }) => `- removed ${name} ${version}`.trimEnd()),
    ...(['stop', 'restart', 'reload', 'start'] as const).flatMap((verb) => {
      const units = plan.units?.[verb] ?? [];
      return units.length === 0 ? [] : [`- ${verb}: ${units.join(', ')}`];
    }),
    ...(plan.bytes === undefined ? [] : [`- closure: ${plan.bytes >= 0 ? '+' : ''}${plan.bytes} bytes`]),
    ...(plan.reboot === true ? ['- takes full effect at the next boot'] : []),
    ...(plan.note === undefined ? [] : [`- ${plan.note}`]),
  ];
  const words = plan.unchanged ? 'unchanged' : 'no package changes';
  return `### Plan of ${plan.host}\n\n${lines.length === 0 ? `${words}\n` : `${lines.join('\n')}\n`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** A block that nothing in it can end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}
