import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { InputArtifact, Properties } from '../../pipeline/component.ts';
import type { Verdict } from './verdict.ts';

/**
 * Writes the empty file that TFX puts into a blessing; none when nothing was validated. What decides is the property
 * `blessed` (TFX components/pusher/executor.py reads only that).
 */
export async function writeBlessing(directory: string, { verdict }: Verdict): Promise<void> {
  if (verdict !== 'not-validated') {
    await writeFile(path.join(directory, verdict === 'blessed' ? 'BLESSED' : 'NOT_BLESSED'), '');
  }
}

/** The blessing's properties: which models were compared and, when something was validated, the outcome. */
export function blessingProperties(
  { verdict }: Verdict,
  models: { readonly candidate: InputArtifact; readonly baseline: InputArtifact | undefined },
): Properties {
  const { candidate, baseline } = models;
  return {
    current_model: candidate.uri,
    current_model_id: candidate.id,
    ...(baseline && { baseline_model: baseline.uri, baseline_model_id: baseline.id }),
    ...(verdict !== 'not-validated' && { blessed: verdict === 'blessed' ? 1 : 0 }),
  };
}
