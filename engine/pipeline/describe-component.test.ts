import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentViewSchema } from '../contract/component.ts';
import { describeComponent } from './describe-component.ts';
import { pipelineTestComponents } from './testing-components.ts';

test('describeComponent() gives what the contract says, with a JSON Schema of the parameters', () => {
  const views = pipelineTestComponents.map((component) =>
    componentViewSchema.parse(describeComponent(component)),
  );
  assert.deepEqual(views[1]?.inputs, {
    examples: { types: ['Examples'], optional: false, description: '' },
    schema: { types: ['Schema'], optional: true, description: '' },
  });
  const properties = views[1]?.parameters.properties as Record<string, unknown> | undefined;
  assert.deepEqual(properties?.epochs, {
    type: 'integer',
    default: 3,
    title: 'Epochs',
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  });
});
