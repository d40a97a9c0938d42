import { askAboutHost, offer } from '../app';

offer({
  title: 'Hosts',
  offers: [
    {
      id: 'host-add',
      words: 'Add host…',
      keys: '',
      available: () => true,
      run: () => askAboutHost({ kind: 'add' }),
    },
  ],
  more: [],
});
