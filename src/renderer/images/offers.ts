import { navigate, offer } from '../app';
import { type ImagesView, setImagesState } from './images-store';

function go(view: ImagesView): void {
  setImagesState({ view });
  navigate('/images');
}

offer({
  title: 'Images',
  offers: [
    {
      id: 'image-write',
      words: 'Write an image to a drive…',
      keys: '',
      available: () => true,
      run: () => go('write'),
    },
    { id: 'image-list', words: 'Installer images', keys: '', available: () => true, run: () => go('images') },
    {
      id: 'image-history',
      words: 'History of writes',
      keys: '',
      available: () => true,
      run: () => go('history'),
    },
  ],
  more: [],
});
