import type { ModelView } from '../../../engine/contract/model.ts';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import styles from './signature-list.module.css';

type Tensor = ModelView['signatures'][number]['inputs'][number];

/** What a served model takes and gives, by signature. */
export function SignatureList({ model }: { readonly model: ModelView }) {
  return (
    <div className={viewer.scroll}>
      {model.signatures.map(({ name, inputs, outputs }) => (
        <section key={name} className={styles.signature} aria-label={`Signature ${name}`}>
          <h4 className={styles.name}>{name}</h4>
          <Table label={`Tensors of ${name}`} dense>
            <thead>
              <tr>
                <th>Direction</th>
                <th>Name</th>
                <th>Type</th>
                <th>Shape</th>
              </tr>
            </thead>
            <tbody>
              <TensorRows direction="in" tensors={inputs} />
              <TensorRows direction="out" tensors={outputs} />
            </tbody>
          </Table>
        </section>
      ))}
    </div>
  );
}

function TensorRows({
  direction,
  tensors,
}: {
  readonly direction: string;
  readonly tensors: readonly Tensor[];
}) {
  return tensors.map(({ name, dtype, shape }) => (
    <tr key={name}>
      <td>{direction}</td>
      <td className={viewer.mono}>{name}</td>
      <td>{dtype}</td>
      <td>{shape.length === 0 ? 'scalar' : shape.map((size) => (size < 0 ? '?' : size)).join(' × ')}</td>
    </tr>
  ));
}
