import type { ArtifactView } from '../../contract/artifact.ts';
import type { SchemaFeatureView } from '../../contract/schema.ts';
import { exampleHandlers } from '../handlers/examples.ts';
import { schemaHandlers } from '../handlers/schema.ts';
import { statisticsHandlers } from '../handlers/statistics.ts';
import { element, type Html, table } from './html.ts';
import { pictureList } from './picture-list.ts';
import { figure, type ReportContext } from './report-context.ts';

const examplesShown = 7;

/** How many records each split has, and the first of them as pictures with their masks. */
export async function examplesPart({ id }: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  const view = await exampleHandlers['examples.open']({ artifactId: id }, context);
  const { splits, features, imageFeature, maskFeature, classes } = view;
  const counts = splits.map(({ name, records }) => `${records} in ${name}`).join(', ');
  const words = element('p', {}, [`${counts}; features ${features.map(({ name }) => name).join(', ')}.`]);
  const [split] = splits;
  if (imageFeature === null || split === undefined) return [words];
  const pictures = Array.from({ length: Math.min(examplesShown, split.records) }, (_, record) => {
    const address = `/artifact/${id}/example/${encodeURIComponent(split.name)}/${record}`;
    return {
      caption: `${split.name} #${record}`,
      image: `${address}/${encodeURIComponent(imageFeature)}.png?size=160`,
      mask: maskFeature === null ? null : `${address}/${encodeURIComponent(maskFeature)}.png?size=160`,
    };
  });
  return [words, await pictureList(pictures, classes, context)];
}

/** One row a feature and split. */
export async function statisticsPart({ id }: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  const { splits } = await statisticsHandlers['statistics.get']({ artifactId: id }, context);
  const rows = splits.flatMap(({ name, features }) =>
    features.map(({ path, type, present, missing, numeric, text }) => [
      path.join('.'),
      name,
      type,
      figure(present),
      figure(missing),
      figure(numeric?.mean),
      figure(numeric?.minimum),
      figure(numeric?.maximum),
      figure(text?.unique),
    ]),
  );
  const head = ['Feature', 'Split', 'Type', 'Present', 'Missing', 'Mean', 'Least', 'Greatest', 'Distinct'];
  return [element('div', { class: 'scroll' }, [table('Statistics', head, rows, { numericFrom: 3 })])];
}

/** What records are expected to look like. */
export async function schemaPart({ id }: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  const { features } = await schemaHandlers['schema.get']({ artifactId: id }, context);
  const rows = features.map((feature) => [
    feature.name,
    feature.type,
    feature.minimumFraction === null ? '' : `${figure(feature.minimumFraction * 100)} %`,
    feature.shape?.join(' × ') ?? '',
    domainWords(feature.domain),
  ]);
  return [
    element('div', { class: 'scroll' }, [
      table('Schema', ['Feature', 'Type', 'Present in', 'Shape', 'Domain'], rows),
    ]),
  ];
}

function domainWords(domain: SchemaFeatureView['domain']): string {
  if (domain === null) return '';
  switch (domain.kind) {
    case 'float':
    case 'int':
      return `${domain.kind} ${figure(domain.minimum)} to ${figure(domain.maximum)}`;
    case 'string':
      return domain.values.slice(0, 12).join(', ');
    case 'other':
      return domain.name;
    case 'bool':
    case 'image':
      return domain.kind;
  }
}

/** What does not fit the schema, by split. */
export async function anomaliesPart({ id }: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  const { splits } = await schemaHandlers['anomalies.get']({ artifactId: id }, context);
  const rows = splits.flatMap(({ name, anomalies }) =>
    anomalies.map(({ path, short, description, recordCount }) => [
      path,
      name,
      element('span', {}, [element('strong', {}, [short]), ` ${description}`]),
      recordCount === null ? '' : `${recordCount} records`,
    ]),
  );
  if (rows.length === 0) return [element('p', { class: 'good' }, ['✓ The data fits the schema.'])];
  return [
    element('div', { class: 'scroll' }, [table('Anomalies', ['Feature', 'Split', 'What', 'Where'], rows)]),
  ];
}

/** Where a model went. */
export async function pushPart({ customProperties }: ArtifactView): Promise<readonly Html[]> {
  const { pushed, pushed_destination: destination, pushed_version: version } = customProperties;
  if (pushed !== 1) return [element('p', {}, ['Not pushed.'])];
  const place = [String(destination ?? ''), version === undefined ? '' : `version ${version}`].filter(
    Boolean,
  );
  return [element('p', {}, [element('span', { class: 'good' }, ['✓ ']), `Pushed to ${place.join(', ')}`])];
}
