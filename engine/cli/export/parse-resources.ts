import type { CellResources } from '../../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import { UsageError } from '../usage-error.ts';

/** Reads `CELL=cpu:4,memory:16,accelerator:NVIDIA_TESLA_T4*2`; memory in gibibytes. @throws UsageError */
export function parseResources(text: string): readonly [string, CellResources] {
  const [cell = '', settings] = text.split('=', 2);
  if (cell === '' || settings === undefined)
    throw new UsageError(`"--resources ${text}" must have the form CELL=cpu:4`);
  const parts = new Map(
    settings.split(',').map((part) => part.split(':', 2) as [string, string | undefined]),
  );
  const unknown = [...parts.keys()].find((key) => !['cpu', 'memory', 'accelerator'].includes(key));
  if (unknown !== undefined) throw new UsageError(`"${unknown}" is not cpu, memory or accelerator`);
  const [type, count = '1'] = parts.get('accelerator')?.split('*') ?? [];
  return [
    cell,
    {
      cpus: positive(parts.get('cpu'), text),
      memoryGib: positive(parts.get('memory'), text),
      accelerator: type === undefined ? undefined : { type, count: Number(count) },
    },
  ];
}

function positive(value: string | undefined, text: string): number | undefined {
  if (value === undefined) return undefined;
  if (!(Number(value) > 0))
    throw new UsageError(`"${value}" in "--resources ${text}" is not a positive number`);
  return Number(value);
}
