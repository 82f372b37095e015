import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { readEvaluationFiles } from '../../formats/evaluation/evaluation-files.ts';
import { metricId, metricKeyFromProto } from '../../formats/evaluation/metric-key.ts';
import { type MetricResultValue, metricValueFromProto } from '../../formats/evaluation/metric-value.ts';
import { sliceFromProto, sliceName } from '../../formats/evaluation/slice-key.ts';
import type { MetricsForSlice } from '../../formats/proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { evaluatorExecutor } from './executor.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const outputs = { evaluation: 'ModelEvaluation', blessing: 'ModelBlessing' } as const;

/** Numbers of every metric by slice and metric. */
function numbersOf(slices: readonly MetricsForSlice[]): Map<string, readonly number[]> {
  return new Map(
    slices.flatMap((slice) => {
      const key = slice.slicingSpecOneof.case === 'sliceKey' ? slice.slicingSpecOneof.value : undefined;
      return slice.metricKeysAndValues.map((entry) => [
        `${sliceName(sliceFromProto(key))} ${metricId(metricKeyFromProto(entry.key!))}`,
        flatten(metricValueFromProto(entry.value)),
      ]);
    }),
  );
}

function flatten(value: MetricResultValue): readonly number[] {
  switch (value.kind) {
    case 'number':
      return [value.value];
    case 'numbers':
      return value.values;
    case 'confusion-at-thresholds':
      return value.matrices.flatMap((counts) => Object.values(counts));
    case 'confusion-matrix':
      return value.matrix.flat();
    case 'other':
      return [];
  }
}

/** TFMA computes in single precision in places, so large values agree to a relative 1e-6. */
function agrees(ours: number, theirs: number): boolean {
  return Object.is(ours, theirs) || Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs));
}

/** Metrics that TFMA leaves out and we report. */
const extra = /weighted-macro/;

for (const name of ['binary', 'regression', 'multiclass', 'segmentation']) {
  test(`the Evaluator agrees with TFMA on the ${name} case: metrics, slices, verdict and config`, async () => {
    const directory = path.join(fixtures, name);
    const { folders } = await runExecutor(evaluatorExecutor, {
      parameters: {
        eval_config: await readFile(path.join(directory, 'eval_config.json'), 'utf8'),
        example_splits: ['eval'],
      },
      inputs: {
        examples: [inputArtifact('Examples', path.join(directory, 'examples'))],
        model: [inputArtifact('Model', path.join(directory, 'model'))],
        baseline_model: [inputArtifact('Model', path.join(directory, 'baseline'))],
      },
      outputs,
    });
    const ours = await readEvaluationFiles(folders.evaluation!);
    const theirs = await readEvaluationFiles(path.join(directory, 'tfma'));

    const ourNumbers = numbersOf(ours.metrics);
    const theirNumbers = numbersOf(theirs.metrics);
    assert.deepEqual(
      [...ourNumbers.keys()].filter((key) => !extra.test(key)).sort(),
      [...theirNumbers.keys()].sort(),
    );
    for (const [key, expected] of theirNumbers) {
      const actual = ourNumbers.get(key) ?? [];
      assert.equal(actual.length, expected.length, key);
      expected.forEach((value, index) => {
        assert.ok(agrees(actual[index]!, value), `${key}[${index}]: ${actual[index]} is not ${value}`);
      });
    }
    assert.equal(ours.validation?.validationOk, theirs.validation?.validationOk);
    assert.deepEqual(failureNames(ours), failureNames(theirs));
    assert.deepEqual(ours.config, theirs.config);
    assert.equal(ours.plots.length, theirs.plots.length);
  });
}

function failureNames({ validation }: Awaited<ReturnType<typeof readEvaluationFiles>>): string[] {
  return (validation?.metricValidationsPerSlice ?? [])
    .flatMap((slice) => {
      const key = slice.sliceKeyOneof.case === 'sliceKey' ? slice.sliceKeyOneof.value : undefined;
      return slice.failures.map(
        (failure) =>
          `${sliceName(sliceFromProto(key))} ${metricId(metricKeyFromProto(failure.metricKey!))} ${failure.message}`,
      );
    })
    .sort();
}
