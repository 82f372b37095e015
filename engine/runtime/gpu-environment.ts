import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the variables with which a worker loads the GPU build that lies in a folder in place of the CPU build it was
 * linked to; none where there is no such folder. XLA looks for its compiler's library where the last variable says.
 */
export function gpuEnvironment(
  folder: string,
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const libraries = path.join(folder, 'tensorflow');
  if (!existsSync(libraries)) return {};
  const others = (inherited.LD_LIBRARY_PATH ?? '')
    .split(':')
    .filter((each) => each !== '' && each !== libraries);
  const compiler = path.join(folder, 'nvidia', 'cuda_nvcc');
  return {
    LD_LIBRARY_PATH: [libraries, ...others].join(':'),
    XLA_FLAGS: inherited.XLA_FLAGS ?? `--xla_gpu_cuda_data_dir=${compiler}`,
  };
}
