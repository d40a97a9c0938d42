import { useMemo } from 'react';
import type { Desk } from '../../../shared/desktop';
import { counted } from '../../ui';
import { differences } from './differences';

/** More of one kind than these are counted, not listed. */
const MOST = 60;

/** What differs between two desktops, by kind. */
export function DifferenceList({
  left,
  right,
  leftName,
  rightName,
}: {
  left: Desk;
  right: Desk;
  leftName: string;
  rightName: string;
}) {
  const groups = useMemo(() => differences(left, right), [left, right]);
  const count = groups.reduce((sum, { all }) => sum + all.length, 0);
  return (
    <section className="dx-words" aria-label="Differences">
      <h2 className="lab">{count === 0 ? 'Nothing differs' : counted(count, 'difference')}</h2>
      {groups.map(({ name, all }) => (
        <table key={name}>
          <caption className="lab">{name}</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">{leftName}</th>
              <th scope="col">{rightName}</th>
            </tr>
          </thead>
          <tbody>
            {all.slice(0, MOST).map((each) => (
              <tr key={each.what}>
                <th scope="row">{each.what}</th>
                <td>{each.left === '' ? 'not there' : each.left}</td>
                <td>{each.right === '' ? 'not there' : each.right}</td>
              </tr>
            ))}
            {all.length > MOST ? (
              <tr>
                <td colSpan={3}>and {all.length - MOST} more</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      ))}
    </section>
  );
}
