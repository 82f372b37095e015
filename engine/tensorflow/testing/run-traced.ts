import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraphBuilder, type GraphTensor } from '../graph/graph-builder.ts';
import type { HostTensor } from '../host-tensor.ts';
import { type RewriteRule, rewriteTrace } from '../rewriting/rewrite-trace.ts';
import { tensorflow } from '../runtime.ts';
import { SavedModelSession } from '../saved-model/session.ts';
import { writeSavedModel } from '../saved-model/write-saved-model.ts';
import { emitTrace } from '../tracing/emit-trace.ts';
import { type TracedFunction, trace } from '../tracing/trace.ts';

/** A new folder for a test's files. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'millrace-test-'));
}

export interface RunnableTrace {
  readonly call: (...inputs: HostTensor[]) => HostTensor[];
  readonly nodes: string[];
  readonly operations: string[];
}

/** Traces a function without variables, rewrites it, and gives the graph as something to call with values. */
export async function runnable(
  traced: TracedFunction,
  rules: readonly RewriteRule[] = [],
): Promise<RunnableTrace> {
  const builder = new GraphBuilder();
  const inputs = traced.inputs.map(({ name, dtype, shape }) => builder.placeholder(name, dtype, shape));
  const { outputs } = emitTrace(builder, rewriteTrace(trace(traced), rules), { inputs });
  const graph = builder.build();
  const directory = await temporaryFolder();
  await writeSavedModel(directory, {
    graph,
    version: tensorflow().version,
    signatures: {
      call: {
        inputs: Object.fromEntries(
          traced.inputs.map(({ name, dtype, shape }, index) => [
            name,
            { tensor: inputs[index] as GraphTensor, dtype, shape },
          ]),
        ),
        outputs: Object.fromEntries(
          outputs.map((tensor, index) => [`output_${index}`, { tensor, dtype: 'float32', shape: null }]),
        ),
      },
    },
  });
  const session = await SavedModelSession.open(directory);
  const call = (...values: HostTensor[]) => {
    const named = traced.inputs.map(({ name }, index) => [name, values[index]]);
    const results = session.run('call', Object.fromEntries(named));
    return outputs.map((_, index) => results[`output_${index}`] as HostTensor);
  };
  return { call, nodes: graph.node.map(({ name }) => name), operations: graph.node.map(({ op }) => op) };
}

export function floats(shape: readonly number[], values: readonly number[]): HostTensor {
  return { dtype: 'float32', shape, data: Float32Array.from(values) };
}
