import '../styles/tokens.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { ExecutionEvent } from '../../engine/contract/execution.ts';
import type { TrainingView } from '../../engine/contract/model.ts';
import type { ExecutionView } from '../../engine/contract/notebook.ts';
import { appendEvents } from '../viewers/training/append-events.ts';
import { CurvesPanel } from '../viewers/training/curves-panel.tsx';

/** Loss and three metrics, each of training and validation. */
const tags = ['loss', 'accuracy', 'mean_iou', 'dice'].flatMap((metric) => [
  `epoch_${metric}`,
  `val_${metric}`,
]);
const points = 20_000;
const stepsAnEpoch = 100;

/** The page of the benchmark of live curves: the window's own panel, fed as a training feeds it. */
Object.assign(window, { measureLiveCurves });

/** Milliseconds of the main thread for each of some updates, from new events to drawn canvases and settled layout. */
async function measureLiveCurves(updates: number): Promise<readonly number[]> {
  document.documentElement.dataset.theme = 'dark';
  const host = document.getElementById('root') ?? document.body;
  const root = createRoot(host);
  let training = longTraining();
  const draw = () =>
    root.render(
      <CurvesPanel
        execution={execution}
        training={training}
        compared={[]}
        onComparedChange={() => undefined}
        onLookAgain={() => undefined}
      />,
    );
  flushSync(draw);
  await nextFrame();
  const durations: number[] = [];
  for (let update = 0; update < updates; update += 1) {
    await nextFrame();
    const startedMs = performance.now();
    training = appendEvents(training, [metricsAt(points + update)]);
    flushSync(draw);
    // uPlot draws in a microtask after its data changed.
    await Promise.resolve();
    host.getBoundingClientRect();
    durations.push(performance.now() - startedMs);
  }
  return durations;
}

const execution = { executionId: 1, state: 'running', cell: 'Trainer' } as unknown as ExecutionView;

function longTraining(): TrainingView {
  const events = Array.from({ length: points }, (_, step) => metricsAt(step));
  const empty = { series: [], samples: [], checkpoints: [], trials: [], classes: [] };
  return appendEvents(empty as unknown as TrainingView, events);
}

/** A curve that falls and trembles, as losses do. */
function metricsAt(step: number): ExecutionEvent {
  const values = tags.map((tag, index) => [
    tag,
    Math.exp(-step / 9000) + Math.sin(step * (index + 1)) * 0.02,
  ]);
  return {
    type: 'metrics',
    atMs: step * 20,
    step,
    epoch: Math.floor(step / stepsAnEpoch),
    values: Object.fromEntries(values),
  };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
