import { keepConnected } from './client';
import { startClock } from '../ui';
import { followChanges } from './queries';
import { followRunningJobs } from './job-feed';

/** Everything that lives as long as the page: the connection, the feed of changes, the running jobs, the clock. */
export function start(): void {
  startClock();
  followChanges();
  followRunningJobs();
  void keepConnected();
}
