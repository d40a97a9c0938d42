import type { Command } from 'commander';
import { type Explanation, nixAnswerSchema, type NixAnswer } from '../../../shared/contract';
import { judgeDefinitions, priorityWords } from '../../../shared/explain';
import type { Act } from '../cli';
import { followJob, resultOf } from '../follow-job';
import { harmless } from '../io';
import { table } from '../table';

/** Where a value comes from. */
export function addExplain(program: Command, act: Act): void {
  program
    .command('explain')
    .argument('<host>')
    .argument('<path>', 'an option or feature')
    .option('--ask-nix', 'evaluate the option too: also what only Nix knows defines it')
    .description('where a value comes from: every definition, and which one decides and why')
    .action(
      act((cli, host: string, path: string, options: { askNix?: boolean }) =>
        cli.withFleet(async ({ client }) => {
          const answer = await client.features.explain({ host, path }, { signal: cli.signal });
          let nix: NixAnswer | undefined;
          if (options.askNix) {
            const { job } = await client.explain.askNix({ host, path }, { signal: cli.signal });
            const followed = await followJob(client, job, cli.io, cli.interrupts, { events: false });
            nix = nixAnswerSchema.parse(resultOf(followed));
          }
          if (cli.io.json) return cli.io.document(nix === undefined ? answer : { ...answer, nix });
          cli.io.print(harmless(wordsOf(answer)));
          if (nix !== undefined) cli.io.print(harmless(nixWords(nix)));
        }),
      ),
    );
}

function wordsOf(answer: Explanation): string {
  const lines = [`${answer.path} = ${JSON.stringify(answer.value)}  (from ${answer.from})`];
  if (answer.declaredAt) lines.push(`declared at ${answer.declaredAt.file}:${answer.declaredAt.line}`);
  if (answer.decidedBy) lines.push(`decided by  ${answer.decidedBy.file}:${answer.decidedBy.line}`);
  if (answer.broughtBy !== null) lines.push(`brought by  ${answer.broughtBy}`);
  const judged = judgeDefinitions(answer.definitions);
  if (judged.length > 0) {
    lines.push(
      table(
        ['VALUE', 'PRIORITY', 'PLACE', 'WHY', 'CONDITION'],
        judged.map(({ definition, why }) => [
          definition.text.replace(/\s*\n[\s\S]*/, ' …'),
          priorityWords(definition.priority),
          `${definition.file}:${definition.line}`,
          why,
          definition.condition ?? '',
        ]),
      ),
    );
  }
  if (!answer.complete)
    lines.push('Modules of inputs are part of this host and may define it too: --ask-nix tells.');
  return lines.join('\n');
}

function nixWords(nix: NixAnswer): string {
  if (!nix.declared) return `Nix: ${nix.host} has no option ${nix.path}.`;
  const priority = nix.priority === null ? '' : `, ${priorityWords(nix.priority)}`;
  return [
    `Nix: ${nix.value === undefined ? 'reading it throws' : JSON.stringify(nix.value)}${priority}`,
    ...nix.definitions.map(({ file, value }) => `  defined in ${file}: ${JSON.stringify(value)}`),
    ...nix.declarations.map(
      ({ file, line }) => `  declared at ${file}${line === undefined ? '' : `:${line}`}`,
    ),
  ].join('\n');
}
