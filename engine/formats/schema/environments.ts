import { FormatError } from '../format-error.ts';
import type { Feature, Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';

/** Whether a feature is expected in an environment; in all of them where none is asked for. */
export function isInEnvironment(feature: Feature, schema: Schema, environment: string | null): boolean {
  if (environment === null) return true;
  if (feature.notInEnvironment.includes(environment)) return false;
  return feature.inEnvironment.includes(environment) || schema.defaultEnvironment.includes(environment);
}

/** @throws FormatError "bad-value" for an environment that the schema does not name, as TFDV refuses it */
export function requireEnvironment(schema: Schema, environment: string | null): void {
  if (environment === null || schema.defaultEnvironment.includes(environment)) return;
  throw new FormatError('bad-value', `Environment ${environment} not found in the schema.`, {
    hint: `The schema knows the environments ${schema.defaultEnvironment.join(', ') || '(none)'}.`,
  });
}
