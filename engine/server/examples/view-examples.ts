import type { ExamplesView } from '../../contract/examples.ts';
import type { PropertyValue } from '../../pipeline/component.ts';
import { classLegend } from '../class-legend.ts';
import type { PipelineAccess } from '../handler.ts';
import { describeFeatures } from './describe-features.ts';
import { exampleStore, splitNames } from './example-stores.ts';

type CustomProperties = Readonly<Record<string, unknown>>;

/** What a viewer must know of an Examples artifact before it asks for records. */
export async function viewExamples(pipeline: PipelineAccess, artifactId: number): Promise<ExamplesView> {
  const names = splitNames(pipeline, artifactId);
  const stores = await Promise.all(names.map((split) => exampleStore(pipeline, artifactId, split)));
  const filled = stores.find(({ size }) => size > 0);
  const described = filled ? await describeFeatures(filled) : [];
  const properties = namedProperties(pipeline, artifactId);
  const chosen = (display: 'image' | 'mask', named: unknown): string | null =>
    described.find(({ name }) => name === named)?.name ??
    described.find((feature) => feature.display === display)?.name ??
    null;
  const maskFeature = chosen('mask', properties.mask_feature);
  return {
    artifactId,
    splits: names.map((name, index) => ({ name, records: stores[index]?.size ?? 0 })),
    features: described.map(({ range: _, ...feature }) =>
      feature.name === maskFeature ? { ...feature, display: 'mask' as const } : feature,
    ),
    imageFeature: chosen('image', properties.image_feature),
    maskFeature,
    classes: maskFeature === null ? [] : classLegend(properties),
  };
}

/**
 * The custom properties that name image, mask and classes: those of the artifact, or of the Examples it was made from,
 * as for the output of Transform.
 */
export function namedProperties(pipeline: PipelineAccess, artifactId: number): CustomProperties {
  const { customProperties, producer } = pipeline.artifact(artifactId);
  if (customProperties.classes !== undefined || producer === null) return parseClasses(customProperties);
  const inputs = pipeline.executionInputs(producer.executionId).examples ?? [];
  const [source] = inputs.filter(({ id }) => id !== artifactId);
  return source ? namedProperties(pipeline, source.id) : parseClasses(customProperties);
}

/** Struct properties may arrive as JSON text, as they lie in the metadata store. */
function parseClasses(properties: CustomProperties): CustomProperties {
  const { classes } = properties as { readonly classes?: PropertyValue };
  return typeof classes === 'string' ? { ...properties, classes: JSON.parse(classes) } : properties;
}
