import { navigate, offer } from '../app';
import { ask } from './secrets-store';

offer({
  title: 'Secrets',
  offers: [
    {
      id: 'secret-new',
      words: 'New secret…',
      keys: '',
      available: () => true,
      run() {
        navigate('/secrets');
        ask({ is: 'create' });
      },
    },
    {
      id: 'secret-add-host',
      words: 'Host as recipient…',
      keys: '',
      available: () => true,
      run() {
        navigate('/secrets');
        ask({ is: 'add-host' });
      },
    },
    {
      id: 'secret-identities',
      words: 'Identities…',
      keys: '',
      available: () => true,
      run() {
        navigate('/secrets');
        ask({ is: 'identities' });
      },
    },
  ],
  more: [],
});
