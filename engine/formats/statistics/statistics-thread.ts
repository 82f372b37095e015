import { serveTasks } from '../parallel/serve-tasks.ts';
import { shardStatistics } from './shard-statistics.ts';

serveTasks(shardStatistics);
