import { gpuEnvironment } from './gpu-environment.ts';
import { tensorflowFolder } from './tensorflow-folder.ts';

/** Lets the workers that are started from now on load the GPU build, where it is installed. */
export function preferGpuRuntime(): void {
  Object.assign(process.env, gpuEnvironment(tensorflowFolder('cuda'), process.env));
}
