import { attribute } from '../graph/attributes.ts';
import type { DTypeName } from '../graph/dtype.ts';
import type { GraphBuilder, GraphTensor } from '../graph/graph-builder.ts';
import type { BatchNumber, ConstantKind } from './batch-dependence.ts';

/** Writes constants that follow from the batch size as small computations on the shape of an input. */
export class BatchEmitter {
  readonly #builder: GraphBuilder;
  readonly #input: GraphTensor;
  readonly #inputType: DTypeName;
  readonly #made = new Map<string, GraphTensor>();

  /** @param input a tensor whose first size is the batch */
  constructor(builder: GraphBuilder, input: GraphTensor, inputType: DTypeName) {
    this.#builder = builder;
    this.#input = input;
    this.#inputType = inputType;
  }

  emit(constant: Exclude<ConstantKind, { kind: 'fixed' }>): GraphTensor {
    const { dtype } = constant.value;
    if (constant.kind === 'filled') {
      return this.#fill(constant.shape, constant.element, dtype);
    }
    return constant.value.shape.length === 0
      ? this.#number(constant.elements[0] as BatchNumber, dtype)
      : this.#vector(constant.elements, dtype);
  }

  #fill(shape: readonly BatchNumber[], element: BatchNumber, dtype: DTypeName): GraphTensor {
    return this.#builder.add('Fill', {
      inputs: [this.#vector(shape, 'int32'), this.#number(element, dtype)],
      attributes: { T: attribute.type(dtype), index_type: attribute.type('int32') },
    });
  }

  #vector(elements: readonly BatchNumber[], dtype: DTypeName): GraphTensor {
    return this.#once(`${dtype}:${JSON.stringify(elements)}`, () =>
      this.#builder.add('Pack', {
        inputs: elements.map((element) => this.#number(element, dtype)),
        attributes: { N: attribute.int(elements.length), T: attribute.type(dtype) },
      }),
    );
  }

  #number(number: BatchNumber, dtype: DTypeName): GraphTensor {
    if (number.perItem === 0) {
      return this.#scalar(number.fixed, dtype);
    }
    return this.#once(`${dtype}:${JSON.stringify(number)}`, () => {
      const product = this.#binary('Mul', this.#batch(dtype), this.#scalar(number.perItem, dtype), dtype);
      const sum =
        number.fixed === 0
          ? product
          : this.#binary('AddV2', product, this.#scalar(number.fixed, dtype), dtype);
      return number.reciprocal ? this.#binary('RealDiv', this.#scalar(1, dtype), sum, dtype) : sum;
    });
  }

  #batch(dtype: DTypeName): GraphTensor {
    return dtype === 'int32'
      ? this.#once('batch', () => this.#batchSize())
      : this.#once(`batch:${dtype}`, () =>
          this.#builder.add('Cast', {
            inputs: [this.#batch('int32')],
            attributes: { SrcT: attribute.type('int32'), DstT: attribute.type(dtype) },
          }),
        );
  }

  #batchSize(): GraphTensor {
    const shape = this.#builder.add('Shape', {
      inputs: [this.#input],
      attributes: { T: attribute.type(this.#inputType), out_type: attribute.type('int32') },
    });
    const [zero, one] = [this.#builder.int32([0]), this.#builder.int32([1])];
    return this.#builder.add('StridedSlice', {
      name: 'batch_size',
      inputs: [shape, zero, one, one],
      attributes: {
        T: attribute.type('int32'),
        Index: attribute.type('int32'),
        shrink_axis_mask: attribute.int(1),
      },
    });
  }

  #binary(op: string, left: GraphTensor, right: GraphTensor, dtype: DTypeName): GraphTensor {
    return this.#builder.add(op, { inputs: [left, right], attributes: { T: attribute.type(dtype) } });
  }

  #scalar(value: number, dtype: DTypeName): GraphTensor {
    const data = dtype === 'float32' ? Float32Array.of(value) : Int32Array.of(value);
    return dtype === 'bool'
      ? this.#builder.constant({ dtype, shape: [], data: Uint8Array.of(value) })
      : this.#builder.constant({ dtype, shape: [], data });
  }

  #once(key: string, make: () => GraphTensor): GraphTensor {
    const known = this.#made.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    this.#made.set(key, made);
    return made;
  }
}
