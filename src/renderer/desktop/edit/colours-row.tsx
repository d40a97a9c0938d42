import Popover from '@mui/material/Popover';
import { useId, useState } from 'react';
import type { Colour, Gradient, NamedColour } from '../../../shared/desktop';
import { colourText, hexText, parseColour } from '../../../shared/desktop';
import { announce } from '../../app';
import { Icon } from '../../ui';
import { canWrite, RowFrame, type Standing } from './row-frame';
import { dropTrial, keepSoon, keepTrial } from './trial';

/** More stops Hyprland does not take. */
const MOST_STOPS = 10;

const digits = (colour: Colour): string => hexText(colour).slice(1, colour.alpha === 255 ? 7 : 9);

function Palette({
  colour,
  colours,
  onPick,
}: {
  colour: Colour;
  colours: readonly NamedColour[];
  onPick: (colour: Colour) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(digits(colour));
  const read = parseColour(`#${typed.replace(/^#/u, '')}`);
  return (
    <div className="de-palette">
      {colours.length === 0 ? (
        <p className="cap mut">The configuration names no colours.</p>
      ) : (
        <fieldset className="de-swatches" aria-label="Colours of the host">
          {colours.map((named) => (
            <button
              key={named.name}
              type="button"
              title={`${named.name} ${digits(named.colour)}`}
              aria-label={`${named.name}, ${digits(named.colour)}`}
              aria-pressed={hexText(named.colour) === hexText(colour)}
              style={{ background: hexText(named.colour) }}
              onClick={() => onPick({ ...named.colour, alpha: colour.alpha })}
            />
          ))}
        </fieldset>
      )}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (read) onPick(read);
        }}
      >
        <label htmlFor={id}>Hexadecimal</label>
        <input
          id={id}
          className="de-number mono de-hex"
          value={typed}
          spellCheck={false}
          aria-invalid={read === undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="tool" disabled={read === undefined}>
          Use it
        </button>
      </form>
    </div>
  );
}

/** A colour, or a gradient with its stops and angle; colours come from the host's palette or are typed. */
export function ColoursRow({
  name,
  gradient,
  palette,
  standing,
  onTry,
  onPick,
}: {
  name: string;
  gradient: Gradient;
  palette: readonly NamedColour[];
  standing: Standing;
  /** Draws it. */
  onTry: (gradient: Gradient) => void;
  /** Writes it. */
  onPick: (gradient: Gradient) => void;
}) {
  const angleId = useId();
  const [open, setOpen] = useState<{ readonly anchor: HTMLElement; readonly stop: number } | null>(null);
  const { colours, angle } = gradient;
  const locked = !canWrite(standing);
  const last = colours.at(-1);
  const strip = colours.map(hexText).join(', ');
  const chosen = open === null ? undefined : colours[open.stop];
  return (
    <RowFrame
      name={name}
      standing={standing}
      value={
        colours.length > 1 ? (
          <>
            <input
              id={angleId}
              className="de-number mono"
              type="number"
              min={0}
              max={360}
              step={5}
              aria-label={`${name}, angle in degrees`}
              value={angle}
              disabled={locked}
              onChange={({ target }) => {
                if (target.value === '') return;
                onTry({ colours, angle: Number(target.value) });
                keepSoon();
              }}
              onKeyDown={(event) => {
                if (event.key === 'Escape') dropTrial();
                if (event.key === 'Enter') void keepTrial();
              }}
              onBlur={() => void keepTrial()}
            />
            <span className="de-unit mono">deg</span>
          </>
        ) : null
      }
    >
      <div
        className="de-strip"
        aria-hidden
        style={{
          background: colours.length > 1 ? `linear-gradient(90deg, ${strip})` : strip,
        }}
      />
      <div className="de-stops">
        {colours.map((colour, stop) => (
          // oxlint-disable-next-line react/no-array-index-key -- the same colour may stand twice
          <span key={stop} className="de-stop">
            <button
              type="button"
              className="mono m11"
              aria-haspopup="dialog"
              aria-label={`${name}, colour ${stop + 1}: ${digits(colour)}`}
              disabled={locked}
              onClick={({ currentTarget }) => setOpen({ anchor: currentTarget, stop })}
            >
              <i style={{ background: hexText(colour) }} aria-hidden />
              {digits(colour)}
            </button>
            {colours.length > 1 && !locked ? (
              <button
                type="button"
                className="de-mini"
                aria-label={`Take away colour ${stop + 1} of ${name}`}
                onClick={() => {
                  onPick({ colours: colours.filter((_, index) => index !== stop), angle });
                  announce(`Colour ${stop + 1} taken away`);
                }}
              >
                <Icon name="x" small />
              </button>
            ) : null}
          </span>
        ))}
        {last && colours.length < MOST_STOPS && !locked ? (
          <button
            type="button"
            className="de-mini"
            aria-label={`One more colour for ${name}`}
            onClick={() => onPick({ colours: [...colours, last], angle })}
          >
            <Icon name="plus" small />
          </button>
        ) : null}
      </div>
      <Popover
        open={open !== null}
        anchorEl={open?.anchor ?? null}
        onClose={() => setOpen(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': `Colour for ${name}`, tabIndex: -1 } }}
      >
        {chosen && open ? (
          <Palette
            colour={chosen}
            colours={palette}
            onPick={(colour) => {
              setOpen(null);
              if (colourText(colour) === colourText(chosen)) return;
              onPick({ colours: colours.map((old, index) => (index === open.stop ? colour : old)), angle });
            }}
          />
        ) : null}
      </Popover>
    </RowFrame>
  );
}
