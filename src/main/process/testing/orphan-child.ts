import { runProcess } from '../index';

// Starts a group that would outlive this process, and says its pids.
void runProcess(['sh', '-c', 'sleep 300 & echo $!; echo $$; wait'], {
  onStdoutLine: (line) => console.log(line),
});
