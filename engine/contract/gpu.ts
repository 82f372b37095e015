import * as z from 'zod';
import { method } from './method.ts';

/** TensorFlow's GPU build, which a packaged app fetches only when asked. `fraction` is from 0 to 1. */
export const gpuRuntimeViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unsuitable'), reason: z.string() }),
  z.object({ state: z.literal('absent'), card: z.string() }),
  z.object({ state: z.literal('fetching'), file: z.string(), fraction: z.number() }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
  z.object({ state: z.literal('installed') }),
]);

const nothing = z.object({});

export const gpuMethods = {
  'gpu.get': method(nothing, gpuRuntimeViewSchema),
  /** Begins to fetch and answers at once; ask `gpu.get` how far it is. */
  'gpu.install': method(nothing, gpuRuntimeViewSchema),
  'gpu.cancel': method(nothing, gpuRuntimeViewSchema),
  'gpu.remove': method(nothing, gpuRuntimeViewSchema),
};
