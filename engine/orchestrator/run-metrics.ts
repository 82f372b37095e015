import type { RunMetrics } from '../contract/execution.ts';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import { attemptEvents } from './attempt-events.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** Every finite value of a metric in one execution. */
interface MetricCourse {
  lowest: number;
  highest: number;
  /** The last value of each epoch; empty for a metric that knows no epochs, as an evaluation's. */
  readonly byEpoch: Map<number, number>;
}

type Courses = ReadonlyMap<string, MetricCourse>;

/** How the metrics of runs went. Logs of ended executions never change, so each is read once. */
export class RunMetricsReader {
  readonly #context: PipelineContext;
  readonly #ended = new Map<number, Promise<Courses>>();

  constructor(context: PipelineContext) {
    this.#context = context;
  }

  /** The lowest and highest values of each metric of a run, and those at the end of an epoch (counted from 1). */
  async read(runId: string, epoch: number | null): Promise<RunMetrics> {
    const executions = this.#context.store.query.ofRun(runId);
    const courses = await Promise.all(executions.map((execution) => this.#courses(execution)));
    return Object.fromEntries(
      courses.flatMap((course) =>
        [...course].map(([name, { lowest, highest, byEpoch }]) => {
          const atEpoch = byEpoch.size === 0 ? highest : (byEpoch.get(epoch ?? 0) ?? null);
          return [name, { lowest, highest, atEpoch }] as const;
        }),
      ),
    );
  }

  #courses({ id, reusedFrom, outcome }: ExecutionRecord): Promise<Courses> {
    const source = reusedFrom ?? id;
    if (outcome === 'running') {
      return readCourses(this.#context, source);
    }
    const known = this.#ended.get(source) ?? readCourses(this.#context, source);
    this.#ended.set(source, known);
    return known;
  }
}

async function readCourses(context: PipelineContext, executionId: number): Promise<Courses> {
  const courses = new Map<string, MetricCourse>();
  for (const event of await attemptEvents(context, executionId)) {
    if (event.type !== 'metrics') continue;
    for (const [name, value] of Object.entries(event.values)) {
      if (value !== null) {
        follow(courses, { name, value, epoch: event.epoch });
      }
    }
  }
  return courses;
}

function follow(
  courses: Map<string, MetricCourse>,
  point: { readonly name: string; readonly value: number; readonly epoch: number | undefined },
): void {
  const { name, value, epoch } = point;
  const course = courses.get(name) ?? { lowest: value, highest: value, byEpoch: new Map<number, number>() };
  courses.set(name, course);
  course.lowest = Math.min(course.lowest, value);
  course.highest = Math.max(course.highest, value);
  if (epoch !== undefined) {
    course.byEpoch.set(epoch, value);
  }
}
