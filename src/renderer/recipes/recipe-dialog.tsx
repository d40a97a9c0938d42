import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { toErrorShape, type ErrorShape, type Recipe, type Recipes } from '../../shared/contract';
import { api, setView } from '../app';
import { PlaceLink } from '../explain';
import { ErrorLine, focusOnMount, Icon, Skeleton } from '../ui';
import { startRecipe } from './start-recipe';
import { firstTyped, missing, needsEarlier, wordsOf } from './words';

function close(): void {
  setView({ recipe: null });
}

function Dangers({ recipe }: { recipe: Recipe }) {
  if (recipe.dangers.length === 0) return null;
  return (
    <section className="recipe-dangers" aria-label="Before it runs">
      <h3 className="row warn">
        <Icon name="alert" small />
        This recipe
      </h3>
      <ul>
        {recipe.dangers.map(({ words, line }) => (
          <li key={words} className="row">
            <span className="grow">{words}</span>
            <PlaceLink file={recipe.file} line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Field({
  parameter,
  value,
  first,
  onChange,
}: {
  parameter: Recipe['parameters'][number];
  value: string;
  first: boolean;
  onChange: (value: string) => void;
}) {
  const { name, count, default: fallback, value: known } = parameter;
  const notes = [
    count === 'one' ? null : 'a word a line',
    fallback === null || known !== null ? null : `left empty: ${fallback}`,
    fallback === null && count !== 'any' ? 'must be given' : null,
  ];
  return (
    <TextField
      {...(first ? { inputRef: focusOnMount } : {})}
      label={name}
      multiline={count !== 'one'}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { className: 'mono', spellCheck: false } }}
      value={value}
      helperText={notes.filter(Boolean).join(', ') || ' '}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Form({ recipe, just }: { recipe: Recipe; just: Recipes['just'] }) {
  const [typed, setTyped] = useState(() => firstTyped(recipe.parameters));
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  const [starting, setStarting] = useState(false);
  const { parameters, dangers, state, problems } = recipe;
  const lacks = missing(parameters, typed) ?? needsEarlier(parameters, typed);
  const begun = useRef(false);
  const start = async (confirmed: boolean): Promise<void> => {
    setStarting(true);
    setFailure(null);
    try {
      await startRecipe(recipe, wordsOf(parameters, typed), confirmed);
    } catch (error) {
      setFailure(toErrorShape(toAppError(error)));
      setStarting(false);
    }
  };
  // Nothing to fill in and nothing to agree to: choosing it was the asking.
  const canRun = state === 'ready' && just.available;
  const atOnce = parameters.length === 0 && dangers.length === 0 && canRun;
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    void start(false);
    // oxlint-disable-next-line react/exhaustive-deps -- it begins once, when it is opened
  }, [atOnce]);
  const command = ['just', recipe.name, ...wordsOf(parameters, typed)].join(' ');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!lacks && canRun && !starting) void start(dangers.length > 0);
      }}
    >
      <DialogContent className="recipe-form">
        {recipe.doc ? <p className="sec">{recipe.doc}</p> : null}
        {just.note === null ? null : (
          <p className="row warn">
            <Icon name="alert" small />
            <span className="grow">{just.note}</span>
          </p>
        )}
        {problems.map(({ words, file, line }) => (
          <p key={`${words}${line}`} className="row bad">
            <Icon name="fail" small />
            <span className="grow">{words}</span>
            <PlaceLink file={file} line={line} />
          </p>
        ))}
        <Dangers recipe={recipe} />
        {parameters.map((parameter, at) => (
          <Field
            key={parameter.name}
            parameter={parameter}
            first={at === 0}
            value={typed[at] ?? ''}
            onChange={(value) => setTyped(typed.map((old, n) => (n === at ? value : old)))}
          />
        ))}
        <p className="row">
          <code className="grow el" title={command}>
            {command}
          </code>
          <PlaceLink file={recipe.file} line={recipe.line} />
        </p>
        {failure ? <ErrorLine error={failure} onClose={() => setFailure(null)} /> : null}
      </DialogContent>
      <DialogActions>
        <Button {...(parameters.length === 0 ? { ref: focusOnMount } : {})} onClick={close}>
          {starting ? 'Close' : 'Do not run'}
        </Button>
        <Button
          type="submit"
          variant={dangers.length > 0 ? 'outlined' : 'contained'}
          className={dangers.length > 0 ? 'danger' : ''}
          disabled={lacks !== null || !canRun || starting}
        >
          {dangers.length > 0 ? `Run ${recipe.name} all the same` : `Run ${recipe.name}`}
        </Button>
      </DialogActions>
    </form>
  );
}

/** A recipe before it runs: its parameters, what it would do that is not easily taken back, and the command itself. */
export function RecipeDialog({ name }: { name: string }) {
  const book = useQuery(api.recipes.list.queryOptions({ staleTime: 0 }));
  const recipe = book.data?.recipes.find((one) => one.name === name);
  return (
    <Dialog open onClose={close} aria-labelledby="recipe-title">
      <DialogTitle id="recipe-title">{name}</DialogTitle>
      {book.error ? (
        <ErrorLine title="The recipes could not be read" error={toErrorShape(book.error)} onClose={close} />
      ) : null}
      {book.isFetching ? (
        <DialogContent>
          <Skeleton rows={3} label="Reading the justfile" />
        </DialogContent>
      ) : recipe && book.data ? (
        <Form recipe={recipe} just={book.data.just} />
      ) : (
        <DialogContent>The justfile has no recipe {name} any more.</DialogContent>
      )}
    </Dialog>
  );
}
