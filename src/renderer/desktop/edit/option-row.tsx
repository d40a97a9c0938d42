import {
  allSides,
  type DesktopModel,
  gradientOption,
  gradientText,
  hyprlangOption,
  numberOption,
  optionValue,
  sidesOption,
  sidesText,
} from '../../../shared/desktop';
import type { ValueRow } from '../values/rows';
import { ValueLine } from '../values/value-line';
import { ChoiceRow, FlagRow } from './choice-row';
import { ColoursRow } from './colours-row';
import { controlOf } from './controls';
import { NumberRow } from './number-row';
import { RowFrame, type Standing } from './row-frame';
import { SidesField } from './sides-field';

/** What a row does with a new value: draw it, or write it. Values are texts of hyprlang. */
export interface Edits {
  readonly tryOption: (key: string, value: string, name: string) => void;
  readonly takeOption: (key: string, value: string, name: string) => void;
}

/** An option with what changes it; what has no control is only shown. */
export function OptionRow({
  model,
  row,
  standing,
  edits,
}: {
  model: DesktopModel;
  row: ValueRow;
  standing: Standing;
  edits: Edits;
}) {
  const { key, name } = row;
  const control = controlOf(key);
  const value = control && optionValue(model.options, key);
  const take = (text: string): void => edits.takeOption(key, text, name);
  switch (control?.kind) {
    case undefined:
      return (
        <dl className="de-plain">
          <ValueLine
            name={name}
            words={row.words}
            colours={row.colours}
            from={row.from}
            otherwise={standing.otherwise}
          />
        </dl>
      );
    case 'number': {
      if (value?.kind === 'sides') {
        const { top } = value.sides;
        if (sidesText(value.sides) !== String(top))
          return (
            <RowFrame name={name} standing={standing}>
              <SidesField
                name={name}
                sides={sidesOption(model.options, key)}
                standing={standing}
                onTake={take}
              />
            </RowFrame>
          );
        return (
          <NumberRow
            {...control}
            name={name}
            value={top}
            standing={standing}
            onTry={(number) => edits.tryOption(key, sidesText(allSides(Math.round(number))), name)}
          />
        );
      }
      return (
        <NumberRow
          {...control}
          name={name}
          value={numberOption(model.options, key)}
          standing={standing}
          onTry={(number) =>
            edits.tryOption(key, String(value?.kind === 'whole' ? Math.round(number) : number), name)
          }
        />
      );
    }
    case 'choice':
      return (
        <ChoiceRow
          name={name}
          value={value ? hyprlangOption(value) : ''}
          options={control.options}
          wide={key === 'general:layout'}
          standing={standing}
          onPick={take}
        />
      );
    case 'flag':
      return (
        <FlagRow
          name={name}
          value={numberOption(model.options, key) !== 0}
          standing={standing}
          onPick={(flag) => take(String(flag))}
        />
      );
    case 'colours': {
      const gradient = gradientOption(model.options, key);
      if (!gradient) return null;
      return (
        <ColoursRow
          name={name}
          gradient={gradient}
          palette={model.colours}
          standing={standing}
          onTry={(next) => edits.tryOption(key, gradientText(next), name)}
          onPick={(next) => take(gradientText(next))}
        />
      );
    }
  }
}
