import type * as z from 'zod';
import { cloudMethods } from './cloud.ts';
import { componentMethods } from './component.ts';
import { evaluationMethods } from './evaluation.ts';
import { exampleMethods } from './examples.ts';
import { executionMethods } from './execution.ts';
import { exportMethods } from './export.ts';
import { gpuMethods } from './gpu.ts';
import { modelMethods } from './model.ts';
import { notebookMethods } from './notebook.ts';
import { pushMethods } from './push.ts';
import { schemaMethods } from './schema.ts';
import { statisticsMethods } from './statistics.ts';
import { systemMethods } from './system.ts';

/** Grows by one when a change of the contract breaks an older window; both sides refuse another number. */
export const contractVersion = 1;

/** Every call that a window, the command line or a script can make of the engine. */
export const methods = {
  ...componentMethods,
  ...notebookMethods,
  ...executionMethods,
  ...systemMethods,
  ...gpuMethods,
  ...exampleMethods,
  ...statisticsMethods,
  ...schemaMethods,
  ...modelMethods,
  ...evaluationMethods,
  ...pushMethods,
  ...cloudMethods,
  ...exportMethods,
};

export type MethodName = keyof typeof methods;
export type MethodParams<Name extends MethodName> = z.input<(typeof methods)[Name]['params']>;
export type MethodResult<Name extends MethodName> = z.output<(typeof methods)[Name]['result']>;
