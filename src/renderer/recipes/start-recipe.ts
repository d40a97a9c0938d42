import type { Recipe } from '../../shared/contract';
import { announce, client, followAskedJob, invalidate, setView } from '../app';

/** Runs a recipe and shows its output. Throws the refusal, which the form shows. */
export async function startRecipe(
  { name }: Recipe,
  words: readonly string[],
  confirmed: boolean,
): Promise<void> {
  const { job } = await client.recipes.run({ name, arguments: [...words], confirmed });
  followAskedJob(job);
  invalidate('jobs');
  setView({ recipe: null, shownJob: job });
  announce(`${name} started`);
}
