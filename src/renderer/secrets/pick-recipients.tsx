import type { Secrets } from '../../shared/contract';
import { Chip } from '../ui';

/** Who shall read a secret, by the names that rules have for keys. */
export function PickRecipients({
  list,
  chosen,
  withLists = false,
  onChoose,
}: {
  list: Secrets;
  chosen: readonly string[];
  /** Lists of keys can be chosen as well. */
  withLists?: boolean;
  onChoose: (names: readonly string[]) => void;
}) {
  const taken = new Set(chosen);
  const toggle = (name: string): void =>
    onChoose(taken.has(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  const rows = [
    ...(withLists ? list.groups : []).map(({ name, members }) => ({
      name,
      words: `${members.length} keys`,
      tone: 'acc' as const,
    })),
    ...list.recipients
      .filter(({ type }) => type !== 'refused')
      .map(({ name, kind }) => ({ name, words: kind, tone: 'plain' as const })),
  ];
  return (
    <fieldset className="form-field secret-pick">
      <legend>Who shall read it</legend>
      <div className="secret-pick-list">
        {rows.map(({ name, words, tone }) => (
          <label key={`${tone} ${name}`} className="row g6">
            <input type="checkbox" checked={taken.has(name)} onChange={() => toggle(name)} />
            <span className="el">{name}</span>
            <Chip tone={tone}>{words}</Chip>
          </label>
        ))}
      </div>
      {rows.length === 0 ? (
        <span className="cap mut">The rules name no key yet: add one to secrets.nix first.</span>
      ) : null}
    </fieldset>
  );
}
