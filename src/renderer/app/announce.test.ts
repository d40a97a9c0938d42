import { expect, it } from 'vitest';
import { announce, tell, useAnnouncement, useNews } from './announce';

it('leaves an answer standing when background news comes, and says repeated news again', () => {
  announce('p620 refuses podman');
  tell('Deploy p510: done');
  const { turn } = useNews.getState();
  tell('Deploy p510: done');
  expect(useAnnouncement.getState().words).toBe('p620 refuses podman');
  expect(useNews.getState()).toEqual({ words: 'Deploy p510: done', turn: turn + 1 });
});
