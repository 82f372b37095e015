import path from 'node:path';
import { appFolder } from '../../base/app-folder.ts';
import type { gpuMethods } from '../../contract/gpu.ts';
import { GpuRuntime } from '../../runtime/gpu-runtime.ts';
import { judgeGpus } from '../../runtime/gpu-suitability.ts';
import { nvidiaGpus } from '../../runtime/nvidia-gpu.ts';
import { preferGpuRuntime } from '../../runtime/prefer-gpu-runtime.ts';
import { tensorflowFolder, thisPlatform } from '../../runtime/tensorflow-folder.ts';
import type { Handlers } from '../handler.ts';

/** The GPU runtime of this machine as calls of the window. */
export function gpuHandlers(): Handlers<typeof gpuMethods, unknown> {
  const runtime = new GpuRuntime({
    manifestFile: path.join(appFolder(), 'gpu-runtime.json'),
    folder: tensorflowFolder('cuda'),
    judge: async () => judgeGpus(thisPlatform(), await nvidiaGpus()),
  });
  return {
    'gpu.get': () => runtime.state(),
    'gpu.install': async () => {
      // Whoever asks for the state is told of a failure.
      void runtime.install().then(preferGpuRuntime, () => undefined);
      return runtime.state();
    },
    'gpu.cancel': async () => {
      runtime.cancel();
      return runtime.state();
    },
    'gpu.remove': async () => {
      await runtime.remove();
      return runtime.state();
    },
  };
}
