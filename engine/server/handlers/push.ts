import { ReportedError } from '../../base/reported-error.ts';
import type { PushRecord, pushMethods } from '../../contract/push.ts';
import type {
  DestinationContext,
  PastPush,
  PushDestination,
  PushDetails,
} from '../../destinations/push-destination.ts';
import type { HandlerContext, Handlers, PipelineAccess } from '../handler.ts';

type PushHandlerMethods = Pick<
  typeof pushMethods,
  'push.plan' | 'push.versions' | 'push.history' | 'push.rollback' | 'destination.choices'
>;

/**
 * Answers the push viewers of every destination: dry runs, what was pushed, and going back. The component of the cell
 * says which destination is asked.
 */
export function pushHandlers(destinations: readonly PushDestination[]): Handlers<PushHandlerMethods> {
  return {
    'push.plan': async ({ cell, compareWith }, context) => {
      const pushCell = context.pipeline.cell(cell);
      const destination = destinationOf(destinations, pushCell.component);
      return await destination.plan(pushCell, destinationContext(context), compareWith);
    },
    'push.versions': async ({ cell }, context) => {
      const pushCell = context.pipeline.cell(cell);
      const { versions } = destinationOf(destinations, pushCell.component);
      return [...((await versions?.(pushCell, destinationContext(context))) ?? [])];
    },
    'push.history': async ({ cell }, context) => await history(destinations, context, cell),
    'push.rollback': async ({ artifactId }, context) => {
      const past = pastPush(context.pipeline, artifactId);
      await rollBack(destinationOf(destinations, past.component), past.push, destinationContext(context));
      return await history(destinations, context, past.push.cell);
    },
    'destination.choices': async ({ cell, parameter }, context) => {
      const pushCell = context.pipeline.cell(cell);
      const { choices } = destinationOf(destinations, pushCell.component);
      return [...((await choices?.(pushCell, parameter, destinationContext(context))) ?? [])];
    },
  };
}

async function rollBack(
  destination: PushDestination,
  push: PastPush,
  context: DestinationContext,
): Promise<void> {
  if (destination.rollback === undefined) {
    throw new ReportedError('no-rollback', `A push of "${push.cell}" cannot be taken back from here`, {
      hint: 'Push the earlier model again',
    });
  }
  await destination.rollback(push, context);
}

interface KnownPush {
  readonly component: string;
  readonly push: PastPush;
}

/** Pushes of the pipeline, newest first; of one cell where it is given. */
async function history(
  destinations: readonly PushDestination[],
  context: HandlerContext,
  cell: string | undefined,
): Promise<PushRecord[]> {
  const { pipeline } = context;
  const known = pipeline
    .artifacts('PushedModel')
    .map(({ id }) => pastPush(pipeline, id))
    .filter(({ push }) => cell === undefined || push.cell === cell);
  const details = await describeAll(destinations, known, destinationContext(context));
  return known.map((past) =>
    toRecord(past, destinationOf(destinations, past.component), details.get(past.push.artifact.id)),
  );
}

async function describeAll(
  destinations: readonly PushDestination[],
  known: readonly KnownPush[],
  context: DestinationContext,
): Promise<ReadonlyMap<number, PushDetails>> {
  const groups = await Promise.all(
    destinations.map(async (destination) => {
      const own = known.filter(({ component }) => component === destination.component);
      return own.length === 0
        ? []
        : [
            ...(await destination.describe(
              own.map(({ push }) => push),
              context,
            )),
          ];
    }),
  );
  return new Map(groups.flat());
}

function pastPush(pipeline: PipelineAccess, artifactId: number): KnownPush {
  const artifact = pipeline.knownArtifact(artifactId);
  if (artifact.producer === null) {
    throw new ReportedError('no-such-push', `Artifact ${artifactId} was not made by a push of this pipeline`);
  }
  const execution = pipeline.execution(artifact.producer.executionId);
  const [model] = pipeline.executionInputs(execution.executionId).model ?? [];
  return {
    component: execution.component,
    push: {
      artifact,
      executionId: execution.executionId,
      cell: execution.cell,
      parameters: execution.parameters,
      modelArtifactId: model?.id ?? null,
    },
  };
}

function toRecord(
  { push }: KnownPush,
  { kind }: PushDestination,
  details: PushDetails | undefined,
): PushRecord {
  const { customProperties, createdMs, id } = push.artifact;
  return {
    artifactId: id,
    executionId: push.executionId,
    cell: push.cell,
    kind,
    pushedMs: createdMs,
    pushed: customProperties.pushed === 1,
    version: details?.version ?? null,
    destination: details?.destination ?? null,
    links: details?.links ?? [],
    modelArtifactId: push.modelArtifactId,
    current: details?.current ?? false,
    reason: typeof customProperties.reason === 'string' ? customProperties.reason : null,
  };
}

function destinationOf(destinations: readonly PushDestination[], component: string): PushDestination {
  const destination = destinations.find((known) => known.component === component);
  if (destination === undefined) {
    throw new ReportedError('not-a-push', `"${component}" does not push anything`, {
      hint: `Components that do are ${destinations.map((known) => known.component).join(', ')}`,
    });
  }
  return destination;
}

function destinationContext({ pipeline, signal }: HandlerContext): DestinationContext {
  const { notebookDirectory, pipelineRoot, pipelineName } = pipeline;
  return { notebookDirectory, pipelineRoot, pipelineName, signal };
}
