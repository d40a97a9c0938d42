import { offer } from '../app';

offer({
  title: 'Inventory',
  offers: [],
  more: [
    ['Up, Down, Page, Home, End', 'Go from host to host; typing goes to a name'],
    ['Enter', 'Open the details'],
    ['Space', 'Choose a host, or leave it out'],
    ['Shift arrows', 'Choose a range'],
    ['Ctrl A', 'Choose all that are shown, or none'],
    ['Esc', 'Choose none'],
    ['Up from the first host', 'To the heads: Enter sorts, Left and Right go along'],
    ['Alt Left, Alt Right', 'On a head: move the column'],
    ['Shift Left, Shift Right', 'On a head: make the column narrower or wider'],
  ],
});
