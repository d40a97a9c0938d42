import { askAboutHost, offer, useView } from '../app';

const openHost = (): string | null => useView.getState().host;

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
    ...(['clone', 'rename', 'retire'] as const).map((kind) => ({
      id: `host-${kind}`,
      words: `${kind === 'clone' ? 'Clone' : kind === 'rename' ? 'Rename' : 'Retire'} the host whose details are open…`,
      keys: '',
      available: () => openHost() !== null,
      run: () => {
        const host = openHost();
        if (host !== null) askAboutHost({ kind, host });
      },
    })),
  ],
  more: [],
});
