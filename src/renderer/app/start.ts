import { followAsks } from './asks';
import { keepConnected } from './client';
import { startClock } from '../ui';
import { followChanges } from './queries';
import { followRunningJobs } from './job-feed';

/** Everything that lives as long as the page: the connection, the feeds of changes and questions, the running jobs, the clock. */
export function start(): void {
  startClock();
  followChanges();
  followAsks();
  followRunningJobs();
  void keepConnected();
}
