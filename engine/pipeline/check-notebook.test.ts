import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkNotebook } from './check-notebook.ts';
import { parseNotebook } from './parse-notebook.ts';
import { pipelineTestComponents } from './testing-components.ts';

function problems(cells: string): readonly string[] {
  const { notebook } = parseNotebook(
    `millrace: 1\nname: x\nparameters: { epochs: { type: string, value: many } }\ncells:\n${cells}`,
    'a',
  );
  return checkNotebook(notebook, pipelineTestComponents).map(({ message, hint }) =>
    hint ? `${message} | ${hint}` : message,
  );
}

test('checkNotebook() finds nothing in a notebook that can run', () => {
  assert.deepEqual(
    problems(
      '  - { id: G, component: Gen }\n  - { id: T, component: Train, inputs: { examples: G.examples } }\n',
    ),
    [],
  );
});

test('checkNotebook() words every problem with a hint', () => {
  assert.deepEqual(problems('  - { id: A, component: Trian }\n'), [
    'Cell "A" has the component "Trian", which does not exist | Did you mean "Train"?',
  ]);
  assert.deepEqual(problems('  - { id: T, component: Train }\n'), [
    'Cell "T" needs the input "examples", which is not connected | Connect it to an output of type Examples',
  ]);
  assert.deepEqual(
    problems(`  - { id: G, component: Gen, parameters: { cuont: 1, split: 3, base: { runtime: epohcs } } }
  - { id: T, component: Train, inputs: { examples: [G.schema, H.examples, G.example, G], data: G.examples } }
  - { id: U, component: Train, inputs: { examples: G.examples }, parameters: { epochs: { runtime: epochs } } }
`),
    [
      'Gen of cell "G" has no parameter "cuont" | Did you mean "count"?',
      'Parameter "base" of cell "G" refers to the runtime parameter "epohcs", which the notebook does not declare | Did you mean "epochs"?',
      'Input "examples" of cell "T" refers to "G.schema" of type Schema, but needs Examples',
      'Input "examples" of cell "T" refers to "H.examples", but there is no such cell | Did you mean "G"?',
      'Input "examples" of cell "T" refers to "G.example", but that cell has no such output | Did you mean "examples"?',
      'Input "examples" of cell "T" refers to "G", which is not of the form "cell.output"',
      'Train of cell "T" has no input "data" | Choose one of: examples, schema',
      'Parameter "epochs" of cell "U" is not valid: Invalid input: expected number, received string',
    ],
  );
});

test('checkNotebook() shows a cycle from cell to cell', () => {
  const [first] = problems(`  - { id: A, component: Train, inputs: { examples: B.model } }
  - { id: B, component: Train, inputs: { examples: A.model } }
`).filter((message) => message.includes('itself'));
  assert.equal(first, 'Cell "A" needs itself: A -> B -> A | Disconnect one of these inputs');
});
