/** TFX's artifact types: MLMD base type and declared properties (TFX types/standard_artifacts.py). */
export interface ArtifactType {
  readonly baseType: 'mlmd.Dataset' | 'mlmd.Statistics' | 'mlmd.Model' | null;
  readonly properties: Readonly<Record<string, 'int' | 'string'>>;
}

const spanned = { span: 'int', split_names: 'string' } as const;

export const artifactTypes = {
  Examples: { baseType: 'mlmd.Dataset', properties: { span: 'int', version: 'int', split_names: 'string' } },
  ExampleStatistics: { baseType: 'mlmd.Statistics', properties: spanned },
  Schema: { baseType: null, properties: {} },
  ExampleAnomalies: { baseType: null, properties: spanned },
  TransformGraph: { baseType: null, properties: {} },
  TransformCache: { baseType: null, properties: {} },
  Model: { baseType: 'mlmd.Model', properties: {} },
  ModelRun: { baseType: null, properties: {} },
  ModelEvaluation: { baseType: null, properties: {} },
  ModelBlessing: { baseType: null, properties: {} },
  InfraBlessing: { baseType: null, properties: {} },
  PushedModel: { baseType: 'mlmd.Model', properties: {} },
  HyperParameters: { baseType: null, properties: {} },
  TunerResults: { baseType: null, properties: {} },
  InferenceResult: { baseType: null, properties: {} },
} as const satisfies Record<string, ArtifactType>;

export type ArtifactTypeName = keyof typeof artifactTypes;
