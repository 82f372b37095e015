import { serveTasks } from '../../../formats/parallel/serve-tasks.ts';
import { runParquetTask } from './parquet-task.ts';

serveTasks(runParquetTask, (members) => members.map(({ bytes }) => bytes.buffer));
