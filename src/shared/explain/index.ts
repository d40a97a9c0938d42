export { judgeDefinitions, priorityWords, type Judged, type Outcome } from './outcomes';
