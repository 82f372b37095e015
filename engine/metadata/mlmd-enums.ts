/** ml_metadata.proto's enums, by the numbers that its SQLite store keeps. */
export const typeKind = { execution: 0, artifact: 1, context: 2 } as const;
export type TypeKind = keyof typeof typeKind;

export const artifactStates = [
  'unknown',
  'pending',
  'live',
  'marked-for-deletion',
  'deleted',
  'abandoned',
  'reference',
] as const;
export type ArtifactState = (typeof artifactStates)[number];

export const executionStates = [
  'unknown',
  'new',
  'running',
  'complete',
  'failed',
  'cached',
  'canceled',
] as const;
export type ExecutionState = (typeof executionStates)[number];

export const eventType = {
  declaredOutput: 1,
  declaredInput: 2,
  input: 3,
  output: 4,
  internalInput: 5,
  internalOutput: 6,
  pendingOutput: 7,
} as const;

export const propertyType = { int: 1, double: 2, string: 3, struct: 4, proto: 5, boolean: 6 } as const;
