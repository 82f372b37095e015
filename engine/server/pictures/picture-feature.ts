import type { RecordStore } from '../../formats/tfrecord/record-store.ts';
import { describeFeatures, type FeatureDescription } from '../examples/describe-features.ts';
import { exampleStore } from '../examples/example-stores.ts';
import { namedProperties } from '../examples/view-examples.ts';
import type { PipelineAccess } from '../handler.ts';

const described = new WeakMap<RecordStore, Promise<readonly FeatureDescription[]>>();

/**
 * The description of a feature that holds pictures; the first image feature where none is named. Null where there is
 * none.
 */
export async function pictureFeature(
  pipeline: PipelineAccess,
  artifactId: number,
  split: string,
  name: string | null,
): Promise<FeatureDescription | null> {
  const store = await exampleStore(pipeline, artifactId, split);
  const features = described.get(store) ?? describeFeatures(store);
  described.set(store, features);
  const properties = namedProperties(pipeline, artifactId);
  const found = (await features).find((feature) =>
    name === null ? feature.display === 'image' : feature.name === name,
  );
  if (!found) return null;
  if (found.name === properties.mask_feature) return { ...found, display: 'mask' };
  return found.display === 'values' ? null : found;
}
