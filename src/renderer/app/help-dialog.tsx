import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { Kbd } from '../ui';
import { offered } from './offers';
import { setView, useView } from './view';

const GROUPS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Ctrl K', 'Find a host, a feature, an action'],
      ['Ctrl Z', 'Undo the last change of the draft'],
      ['Ctrl Shift Z', 'Do it again'],
      ['?', 'This help'],
      ['Esc', 'Close what is open; focus goes back'],
    ],
  },
  {
    title: 'Features',
    keys: [
      ['Up, Down', 'Another feature or host; with Shift, select several features'],
      ['Ctrl A', 'Select all features of the category'],
      ['Space', 'Lift what is selected; on a host’s name: select the host'],
      ['Up, Down, A to Z', 'While carrying: choose the host; Left and Right choose a tag'],
      ['Space, Esc', 'While carrying: drop, or put back'],
      ['Enter', 'Assign to…; on a host’s name: its menu'],
      ['C', 'On a host’s name: lift its whole set, to compare it with another'],
      ['Delete', 'On a host’s chip: turn off'],
    ],
  },
  {
    title: 'Matrix',
    keys: [
      ['Arrows', 'Another cell; with Ctrl, to the end'],
      ['Enter', 'Change the value; on a name: open its options'],
      ['Delete', 'Take back what the host’s own file says'],
      ['E, O', 'Explain the value; open the line that decides it'],
      ['Shift F10', 'All of that as a menu'],
    ],
  },
];

/** What the areas offer comes behind. */
function groups(): typeof GROUPS {
  const fromAreas = offered().map(({ title, offers, more }) => ({
    title,
    keys: [...offers.map(({ keys, words }) => [keys, words] as const), ...more],
  }));
  return [...GROUPS, ...fromAreas];
}

function close(): void {
  setView({ helpOpen: false });
}

/** Which keys do what. */
export function HelpDialog() {
  const open = useView((state) => state.helpOpen);
  return (
    <Dialog open={open} onClose={close} aria-labelledby="help-title">
      <DialogTitle id="help-title">Keys</DialogTitle>
      <DialogContent tabIndex={0}>
        {groups().map((group) => (
          <section key={group.title} className="help-group">
            <h3 className="lab">{group.title}</h3>
            <dl>
              {group.keys.map(([keys, words]) => (
                <div key={keys}>
                  <dt>
                    <Kbd>{keys}</Kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
