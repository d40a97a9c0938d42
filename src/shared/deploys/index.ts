export { awayHosts, type AwayHosts } from './away-hosts';
export { modeWords, type ModeWords } from './mode-words';
export { type PlanNotice, planNotices } from './plan-notices';
