import { useView } from '../app';
import { JobPanel } from './job-panel';
import { RecipeDialog } from './recipe-dialog';
import './recipes.css';

/** The form of a recipe that is about to be run, and the output of one that runs; mounted once beside the frame. */
export function RecipesLayer() {
  const recipe = useView((state) => state.recipe);
  const job = useView((state) => state.shownJob);
  return (
    <>
      {recipe === null ? null : <RecipeDialog key={recipe} name={recipe} />}
      {job === null ? null : <JobPanel key={job} id={job} />}
    </>
  );
}
