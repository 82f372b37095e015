import { create } from '@bufbuild/protobuf';
import {
  type FunctionDef,
  FunctionDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import { NodeDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { OpDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/op_def_pb.js';
import { attribute } from '../graph/attributes.ts';
import { dtypeNumber } from '../graph/dtype.ts';
import type { GraphBuilder, GraphTensor, NodeAttributes } from '../graph/graph-builder.ts';
import { tensorProto } from '../graph/tensor-proto.ts';

const FUNCTION = 'millrace_decode_image';

/**
 * Adds the decoding of a batch of JPEG or PNG files to RGB, resized bilinearly (half-pixel centres, no antialiasing,
 * as `tf.image.resize`) to one size. Values stay 0 to 255.
 *
 * TensorFlow decodes one file at a time, so the operation is a function mapped over the batch.
 *
 * @param encoded string, shape [batch]
 * @returns float32, shape [batch, height, width, 3]
 */
export function emitDecodeImages(
  builder: GraphBuilder,
  encoded: GraphTensor,
  [height, width]: readonly [number, number],
): GraphTensor {
  const name = `${FUNCTION}_${height}x${width}`;
  builder.addFunction(decodeFunction(name, height, width));
  return builder.add('MapDefun', {
    name: 'decode_images',
    inputs: [encoded],
    attributes: {
      Targuments: attribute.types(['string']),
      Tcaptured: attribute.types([]),
      output_types: attribute.types(['float32']),
      output_shapes: attribute.shapes([[height, width, 3]]),
      f: attribute.function(name),
    },
  });
}

function decodeFunction(name: string, height: number, width: number): FunctionDef {
  const float = { T: attribute.type('float32') };
  const size = constantAttributes([2], Int32Array.of(height, width));
  const axis = constantAttributes([], Int32Array.of(0));
  return create(FunctionDefSchema, {
    signature: create(OpDefSchema, {
      name,
      inputArg: [{ name: 'encoded', type: dtypeNumber('string') }],
      outputArg: [{ name: 'image', type: dtypeNumber('float32') }],
    }),
    nodeDef: [
      node('DecodeJpeg', 'decoded', ['encoded'], { channels: attribute.int(3) }),
      node('Cast', 'floats', ['decoded:image:0'], {
        SrcT: attribute.type('uint8'),
        DstT: attribute.type('float32'),
      }),
      node('Const', 'axis', [], axis),
      node('ExpandDims', 'batched', ['floats:y:0', 'axis:output:0'], {
        ...float,
        Tdim: attribute.type('int32'),
      }),
      node('Const', 'size', [], size),
      node('ResizeBilinear', 'resized', ['batched:output:0', 'size:output:0'], {
        ...float,
        half_pixel_centers: attribute.bool(true),
      }),
      node('Squeeze', 'single', ['resized:resized_images:0'], {
        ...float,
        squeeze_dims: attribute.ints([0]),
      }),
    ],
    ret: { image: 'single:output:0' },
  });
}

function node(op: string, name: string, input: string[], attr: NodeAttributes) {
  return create(NodeDefSchema, { op, name, input, attr: { ...attr } });
}

function constantAttributes(shape: readonly number[], data: Int32Array): NodeAttributes {
  return {
    dtype: attribute.type('int32'),
    value: attribute.tensor(tensorProto({ dtype: 'int32', shape, data })),
  };
}
