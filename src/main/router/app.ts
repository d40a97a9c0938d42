import { implement } from '@orpc/server';
import { appContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(appContract);

export const appRouter = ({ app, topics }: Services) => ({
  status: os.status.handler(() => app.status()),
  changes: os.changes.handler(({ signal }) => topics.follow(signal)),
  preferences: os.preferences.handler(() => app.preferences()),
  setPreferences: os.setPreferences.handler(({ input }) => app.setPreferences(input)),
});
