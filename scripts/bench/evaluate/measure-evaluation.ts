import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluator } from '../../../engine/components/evaluator/definition.ts';
import { evaluatorExecutor } from '../../../engine/components/evaluator/executor.ts';
import { inputArtifact, runExecutor } from '../../../engine/components/testing/run-executor.ts';

/**
 * Evaluates in this process and prints seconds and the process's largest memory: `node measure-evaluation.ts EXAMPLES
 * MODEL [BASELINE]`. A process of its own for each measurement, as each evaluation has in the engine.
 */
const [examples = '', model = '', baseline] = process.argv.slice(2);

const folder = await mkdtemp(path.join(tmpdir(), 'millrace-evaluate-'));
await mkdir(folder, { recursive: true });
const started = performance.now();
await runExecutor(
  evaluatorExecutor,
  {
    parameters: evaluator.parameters.parse({}),
    inputs: {
      examples: [inputArtifact('Examples', examples)],
      model: [inputArtifact('Model', model)],
      ...(baseline !== undefined && { baseline_model: [inputArtifact('Model', baseline)] }),
    },
    outputs: { evaluation: 'ModelEvaluation', blessing: 'ModelBlessing' },
  },
  folder,
);
const seconds = (performance.now() - started) / 1000;
await rm(folder, { recursive: true, force: true });
console.log(JSON.stringify({ seconds, mebibytes: process.resourceUsage().maxRSS / 1024 }));
