import { ChevronRight, Lock } from 'lucide-react';
import type { ModelView } from '../../../engine/contract/model.ts';
import { formatShare } from '../../charts/format.ts';
import { formatBytes, formatCompact, formatCount } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import styles from './model-structure.module.css';
import { receptiveFieldText, strideText } from './receptive-field-text.ts';

type Block = ModelView['blocks'][number];

/** The blocks of a model from input to output; a bar shows where the parameters are. */
export function ModelStructure({ model }: { readonly model: ModelView }) {
  const { blocks, parameters, trainableParameters, sizeBytes } = model;
  const largest = Math.max(1, ...blocks.map((block) => block.parameters));
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="Parameters" value={formatCount(parameters)} />
        <Fact
          name="Trainable"
          value={`${formatCount(trainableParameters)} (${formatShare(parameters === 0 ? 0 : trainableParameters / parameters)})`}
        />
        <Fact name="Blocks" value={formatCount(blocks.length)} />
        <Fact name="Layers" value={formatCount(blocks.reduce((sum, { layers }) => sum + layers.length, 0))} />
        <Fact name="On disk" value={formatBytes(sizeBytes)} />
      </dl>
      <div className={viewer.scroll}>
        <ol className={styles.blocks}>
          {blocks.map((block) => (
            <li key={block.name}>
              <BlockRow block={block} share={block.parameters / largest} />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className={styles.factName}>{name}</dt>
      <dd className={styles.factValue}>{value}</dd>
    </div>
  );
}

function BlockRow({ block, share }: { readonly block: Block; readonly share: number }) {
  // Models that were trained before it was known have none.
  const hasFields = block.layers.some(({ receptiveField }) => receptiveField !== undefined);
  const isFrozen = block.trainableParameters === 0 && block.parameters > 0;
  return (
    <details className={styles.block}>
      <summary className={styles.summary}>
        <ChevronRight size={13} className={styles.chevron} aria-hidden="true" />
        <span className={styles.name}>{block.name}</span>
        <span className={styles.shape}>{shapeText(block.layers.at(-1)?.outputShape ?? [])}</span>
        <span className={styles.field}>{seenText(block)}</span>
        <span className={styles.bar} aria-hidden="true">
          <span
            className={styles.filled}
            data-frozen={isFrozen || undefined}
            style={{ width: `${share * 100}%` }}
          />
        </span>
        <span className={styles.count}>
          {isFrozen && <Lock size={11} aria-label="frozen" />} {formatCompact(block.parameters)}
        </span>
      </summary>
      <Table label={`Layers of ${block.name}`} dense>
        <thead>
          <tr>
            <th>Layer</th>
            <th>Type</th>
            <th>Output</th>
            {hasFields && (
              <>
                <th
                  data-numeric
                  title="The pixels of the input that can have an influence on one of its output"
                >
                  Receptive field
                </th>
                <th
                  data-numeric
                  className={styles.stride}
                  title="Pixels of the input between two neighbours of its output"
                >
                  Stride
                </th>
              </>
            )}
            <th data-numeric>Parameters</th>
          </tr>
        </thead>
        <tbody>
          {block.layers.map(({ name, type, outputShape, parameters, trainable, receptiveField }) => (
            <tr key={name}>
              <td className={viewer.mono}>{name}</td>
              <td>{type}</td>
              <td className={viewer.nowrap}>{shapeText(outputShape)}</td>
              {hasFields && (
                <>
                  <td data-numeric className={viewer.nowrap}>
                    {receptiveField ? receptiveFieldText(receptiveField) : '—'}
                  </td>
                  <td data-numeric className={styles.stride}>
                    {receptiveField ? strideText(receptiveField) : '—'}
                  </td>
                </>
              )}
              <td data-numeric className={viewer.nowrap}>
                {!trainable && parameters > 0 && <Lock size={11} aria-label="frozen" />}{' '}
                {formatCount(parameters)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}

/** What the block's output sees of the image. */
function seenText({ layers }: Block): string {
  const field = layers.at(-1)?.receptiveField;
  return field === undefined ? '' : `sees ${receptiveFieldText(field)}`;
}

/** The batch dimension comes first and is left out. */
function shapeText(shape: readonly (number | null)[]): string {
  return shape
    .slice(1)
    .map((size) => size ?? '?')
    .join(' × ');
}
