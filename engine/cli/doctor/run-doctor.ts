import type { DoctorCheck } from '../../contract/system.ts';
import { checkDisk } from './check-disk.ts';
import { checkDisplay } from './check-display.ts';
import { checkElectron } from './check-electron.ts';
import { checkEncoder } from './check-encoder.ts';
import { checkGpu } from './check-gpu.ts';
import { checkMetadataStore } from './check-metadata-store.ts';
import { checkNode } from './check-node.ts';
import { checkTensorflow } from './check-tensorflow.ts';

const checks: readonly (() => Promise<DoctorCheck>)[] = [
  checkNode,
  checkTensorflow,
  checkGpu,
  checkEncoder,
  checkMetadataStore,
  checkElectron,
  checkDisplay,
  checkDisk,
];

/** Looks at everything Millrace needs on this machine, in the order of a bill of health. */
export function runDoctor(): Promise<readonly DoctorCheck[]> {
  return Promise.all(checks.map((check) => check()));
}
