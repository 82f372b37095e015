import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from '../session.ts';
import { commitPoints } from './commit-points.ts';
import { testComponents } from './components.ts';

/**
 * An engine process at work: `node crash-scenario.ts FOLDER snapshots DIR` copies the folder at each commit point to
 * DIR/<number>; `node crash-scenario.ts FOLDER kill NUMBER` kills itself at that point.
 */
const [folder = '', mode = '', argument = ''] = process.argv.slice(2);

// Loading the program opened files too.
commitPoints.count = 0;
commitPoints.before = (point) => {
  if (mode === 'snapshots') {
    cpSync(folder, join(argument, String(point)), { recursive: true });
  } else if (point === Number(argument)) {
    process.kill(process.pid, 'SIGKILL');
  }
};

const session = await Session.open({
  path: join(folder, 'test.pipeline.yaml'),
  root: join(folder, 'root'),
  components: testComponents,
  executors: new URL('./executors.ts', import.meta.url).href,
  trusted: true,
});
await session.startRun().done;
await session.edit({ type: 'set-parameter', id: 'Learn', parameter: 'epochs', value: 3 });
await session.startRun().done;
await session.undo();
await session.collectStorage();
await session.close();
