import type { CardFacts } from './card-facts.ts';
import { frontMatterBlock } from './front-matter-block.ts';

/** Millrace's names of metrics where the Hub's evaluate library has its own. */
const hubMetricNames: Readonly<Record<string, string>> = {
  binary_accuracy: 'accuracy',
  categorical_accuracy: 'accuracy',
  sparse_categorical_accuracy: 'accuracy',
  accuracy: 'accuracy',
  mean_io_u: 'mean_iou',
  mean_iou: 'mean_iou',
  precision: 'precision',
  recall: 'recall',
  auc: 'roc_auc',
  mean_squared_error: 'mse',
  mean_absolute_error: 'mae',
};

/** The card's metadata block in the Hub's format (modelcard.md of the Hub's documentation), with the results as model-index. */
export function frontMatter(facts: CardFacts): string {
  const { parameters } = facts.material;
  const metadata = {
    license: parameters.license,
    library_name: 'keras',
    pipeline_tag: parameters.pipeline_tag,
    tags: ['tensorflow', 'tfjs', 'tfx', 'millrace', parameters.pipeline_tag],
    ...modelIndex(facts),
  };
  return frontMatterBlock(metadata);
}

function modelIndex({ evaluation, material, target, title }: CardFacts): object {
  const metrics = (evaluation?.metrics ?? []).filter(
    ({ name, value }) => Number.isFinite(value) && name !== 'example_count',
  );
  if (metrics.length === 0) {
    return {};
  }
  const { parameters } = material;
  const results = [
    {
      task: { type: parameters.pipeline_tag, name: title },
      dataset: { name: material.pipelineName, type: material.pipelineName, split: 'eval' },
      metrics: metrics.map(({ name, classId, value }) => ({
        type: hubMetricNames[name] ?? name,
        name: classId === null ? name : `${name} (${parameters.class_names[classId] ?? `class ${classId}`})`,
        value,
      })),
    },
  ];
  return { 'model-index': [{ name: target.model.name.split('/')[1], results }] };
}
