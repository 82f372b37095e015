import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { parseEvalConfig } from '../../../formats/evaluation/eval-config.ts';
import { writeEvaluationFiles } from '../../../formats/evaluation/evaluation-files.ts';
import { metricKeyToProto } from '../../../formats/evaluation/metric-key.ts';
import { metricValueToProto } from '../../../formats/evaluation/metric-value.ts';
import { sliceToProto } from '../../../formats/evaluation/slice-key.ts';
import { AttrValueSchema } from '../../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import {
  type NodeDef,
  NodeDefSchema,
} from '../../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { TensorShapeProtoSchema } from '../../../formats/proto/gen/tensorflow/core/framework/tensor_shape_pb.js';
import { DataType } from '../../../formats/proto/gen/tensorflow/core/framework/types_pb.js';
import {
  MetaGraphDefSchema,
  TensorInfoSchema,
} from '../../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import { SavedModelSchema } from '../../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import {
  MetricsForSlice_MetricKeyAndValueSchema,
  MetricsForSliceSchema,
} from '../../../formats/proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';

/** Height and width of the tiny model's pictures. */
export const sampleSize = 8;

/** Folders of artifacts as the components before HFPusher leave them, small but complete. */
export interface SampleArtifacts {
  readonly model: string;
  readonly transform_graph: string;
  readonly evaluation: string;
  readonly schema: string;
  readonly notebook: string;
}

/** Writes a model of one convolution, its preprocessing x/127.5 - 1, an evaluation, a schema and a notebook. */
export async function writeSampleArtifacts(folder: string): Promise<SampleArtifacts> {
  const artifacts = {
    model: join(folder, 'Trainer/model/7'),
    transform_graph: join(folder, 'Transform/transform_graph/6'),
    evaluation: join(folder, 'Evaluator/evaluation/9'),
    schema: join(folder, 'SchemaGen/schema/4'),
    notebook: join(folder, 'notebook'),
  };
  await writeModel(artifacts.model);
  await writeTransform(artifacts.transform_graph);
  await writeEvaluation(artifacts.evaluation);
  await mkdir(artifacts.schema, { recursive: true });
  await writeFile(join(artifacts.schema, 'schema.pbtxt'), schemaText);
  await mkdir(artifacts.notebook, { recursive: true });
  await writeFile(join(artifacts.notebook, 'pets.pipeline.yaml'), notebookText);
  await writeFile(
    join(artifacts.notebook, 'model.ts'),
    "import { depth } from './depth.ts';\nexport { depth };\n",
  );
  await writeFile(join(artifacts.notebook, 'depth.ts'), 'export const depth = 3;\n');
  await writeFile(join(artifacts.notebook, 'unrelated.ts'), 'export const other = 1;\n');
  return artifacts;
}

const schemaText =
  'feature {\n  name: "image"\n  type: FLOAT\n  shape { dim { size: 8 } dim { size: 8 } dim { size: 3 } }\n}\n';

const notebookText = `millrace: 1
name: pets
description: Finds the pet
cells:
  - id: Trainer
    component: Trainer
    parameters: { module_file: model.ts, epochs: 4 }
`;

/** The model's weights: class 0 likes red, class 1 green, class 2 blue. */
const identityKernel = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]);

async function writeModel(folder: string): Promise<void> {
  const serving = join(folder, 'Format-Serving');
  const signature = {
    inputs: { string_input: tensorInfo('string_input', DataType.DT_STRING, [-1]) },
    outputs: { seg_mask: tensorInfo('mask', DataType.DT_INT64, [-1, sampleSize, sampleSize]) },
  };
  await mkdir(join(serving, 'variables'), { recursive: true });
  await writeFile(join(serving, 'saved_model.pb'), savedModel([], signature));
  await writeFile(join(serving, 'variables/variables.index'), 'index');
  await writeFile(join(serving, 'variables/variables.data-00000-of-00001'), noise(300_000));
  const browser = join(folder, 'Format-TFJS');
  await mkdir(browser, { recursive: true });
  await writeFile(join(browser, 'model.json'), JSON.stringify(layersModel));
  await writeFile(join(browser, 'weights.bin'), new Uint8Array(identityKernel.buffer));
}

const layersModel = {
  format: 'layers-model',
  generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
  convertedBy: null,
  modelTopology: {
    class_name: 'Model',
    config: {
      name: 'tiny',
      layers: [
        {
          name: 'image_xf',
          class_name: 'InputLayer',
          config: {
            batch_input_shape: [null, sampleSize, sampleSize, 3],
            dtype: 'float32',
            sparse: false,
            name: 'image_xf',
          },
          inbound_nodes: [],
        },
        {
          name: 'classes',
          class_name: 'Conv2D',
          config: {
            filters: 3,
            kernel_size: [1, 1],
            strides: [1, 1],
            padding: 'same',
            data_format: 'channels_last',
            dilation_rate: [1, 1],
            activation: 'linear',
            use_bias: false,
            name: 'classes',
            trainable: true,
          },
          inbound_nodes: [[['image_xf', 0, 0, {}]]],
        },
      ],
      input_layers: [['image_xf', 0, 0]],
      output_layers: [['classes', 0, 0]],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  },
  weightsManifest: [
    { paths: ['weights.bin'], weights: [{ name: 'classes/kernel', shape: [1, 1, 3, 3], dtype: 'float32' }] },
  ],
};

async function writeTransform(folder: string): Promise<void> {
  const shape = [-1, sampleSize, sampleSize, 3];
  const nodes = [
    placeholder('inputs', shape),
    placeholder('inputs_1', [-1, sampleSize, sampleSize]),
    constant('scale', 1 / 127.5),
    constant('one', 1),
    binary('scaled', 'Mul', ['inputs', 'scale']),
    binary('image_out', 'Sub', ['scaled', 'one']),
    binary('label_out', 'Mul', ['inputs_1', 'one']),
  ];
  const signature = {
    inputs: { inputs: tensorInfo('inputs', DataType.DT_FLOAT, shape) },
    outputs: {
      image_xf: tensorInfo('image_out', DataType.DT_FLOAT, shape),
      label_xf: tensorInfo('label_out', DataType.DT_FLOAT, shape.slice(0, 3)),
    },
  };
  await mkdir(join(folder, 'transform_fn'), { recursive: true });
  await writeFile(join(folder, 'transform_fn/saved_model.pb'), savedModel(nodes, signature));
}

async function writeEvaluation(folder: string): Promise<void> {
  const metrics = [
    { key: { name: 'accuracy', modelName: 'candidate' }, value: 0.875 },
    { key: { name: 'accuracy', modelName: 'baseline' }, value: 0.85 },
    { key: { name: 'iou', modelName: 'candidate', subKey: { classId: 0 } }, value: 0.71 },
    { key: { name: 'iou', modelName: 'candidate', subKey: { classId: 2 } }, value: 0.42 },
  ].map(({ key, value }) =>
    create(MetricsForSlice_MetricKeyAndValueSchema, {
      key: metricKeyToProto(key),
      value: metricValueToProto({ kind: 'number', value }),
    }),
  );
  await writeEvaluationFiles(folder, {
    config: parseEvalConfig(evalConfigText),
    modelLocations: {},
    metrics: [
      create(MetricsForSliceSchema, {
        slicingSpecOneof: { case: 'sliceKey', value: sliceToProto([]) },
        metricKeysAndValues: metrics,
      }),
    ],
    plots: [],
    validation: null,
  });
  await mkdir(join(folder, 'millrace'));
  await writeFile(join(folder, 'millrace/examples.jsonl'), 'results of single examples');
}

const evalConfigText = `
model_specs { name: "candidate" signature_name: "from_examples" label_key: "label_xf" }
model_specs { name: "baseline" signature_name: "from_examples" label_key: "label_xf" is_baseline: true }
metrics_specs { metrics { class_name: "accuracy" threshold { value_threshold { lower_bound { value: 0.55 } } } } }
`;

function tensorInfo(node: string, dtype: DataType, shape: readonly number[]) {
  return create(TensorInfoSchema, {
    encoding: { case: 'name', value: `${node}:0` },
    dtype,
    tensorShape: shapeOf(shape),
  });
}

function shapeOf(shape: readonly number[]) {
  return create(TensorShapeProtoSchema, { dim: shape.map((size) => ({ size: BigInt(size) })) });
}

function savedModel(nodes: readonly NodeDef[], signature: object): Uint8Array {
  const metaGraph = create(MetaGraphDefSchema, {
    metaInfoDef: { tags: ['serve'] },
    graphDef: { node: [...nodes] },
    signatureDef: { serving_default: { ...signature, methodName: 'tensorflow/serving/predict' } },
  });
  return toBinary(
    SavedModelSchema,
    create(SavedModelSchema, { savedModelSchemaVersion: 1n, metaGraphs: [metaGraph] }),
  );
}

function floatType() {
  return create(AttrValueSchema, { value: { case: 'type', value: DataType.DT_FLOAT } });
}

function placeholder(name: string, shape: readonly number[]): NodeDef {
  const attr = {
    dtype: floatType(),
    shape: create(AttrValueSchema, { value: { case: 'shape', value: shapeOf(shape) } }),
  };
  return create(NodeDefSchema, { name, op: 'Placeholder', attr });
}

function constant(name: string, value: number): NodeDef {
  const tensor = { dtype: DataType.DT_FLOAT, tensorShape: shapeOf([]), floatVal: [value] };
  const attr = {
    dtype: floatType(),
    value: create(AttrValueSchema, { value: { case: 'tensor', value: tensor } }),
  };
  return create(NodeDefSchema, { name, op: 'Const', attr });
}

function binary(name: string, op: string, input: string[]): NodeDef {
  return create(NodeDefSchema, { name, op, input, attr: { T: floatType() } });
}

/** Bytes that do not repeat and are the same each time. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  });
}
