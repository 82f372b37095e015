import { serveTasks } from '../../../formats/parallel/serve-tasks.ts';
import { runCsvTask } from './csv-task.ts';

serveTasks(runCsvTask, (answer) =>
  answer.kind === 'encoded' ? answer.members.map(({ bytes }) => bytes.buffer) : [],
);
