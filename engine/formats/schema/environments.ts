import { FormatError } from '../format-error.ts';
import type { Feature, Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { AnomalyType, type Reason, reason, serializeStep } from './reason.ts';

/** Whether a feature is expected in an environment; in all of them where none is asked for. */
export function isInEnvironment(feature: Feature, schema: Schema, environment: string | null): boolean {
  if (environment === null || feature.inEnvironment.includes(environment)) return true;
  if (feature.notInEnvironment.includes(environment)) return false;
  return schema.defaultEnvironment.includes(environment);
}

/** Takes a feature into an environment that it was found in, though the schema does not expect it there. */
export function acceptEnvironment(draft: Feature, schema: Schema, environment: string): Reason {
  draft.notInEnvironment = draft.notInEnvironment.filter((one) => one !== environment);
  if (!isInEnvironment(draft, schema, environment)) draft.inEnvironment.push(environment);
  const name = serializeStep(draft.name);
  const text = `New column ${name} found in data but not in the environment ${environment} in the schema.`;
  return reason(AnomalyType.SCHEMA_NEW_COLUMN, 'Column missing in environment', text);
}

/** @throws FormatError "bad-value" for an environment that the schema does not name, as TFDV refuses it */
export function requireEnvironment(schema: Schema, environment: string | null): void {
  if (environment === null || schema.defaultEnvironment.includes(environment)) return;
  throw new FormatError('bad-value', `Environment ${environment} not found in the schema.`, {
    hint: `The schema knows the environments ${schema.defaultEnvironment.join(', ') || '(none)'}.`,
  });
}
