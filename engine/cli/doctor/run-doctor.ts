import { isPackaged } from '../../base/app-folder.ts';
import type { DoctorCheck } from '../../contract/system.ts';
import { checkDisk } from './check-disk.ts';
import { checkDisplay } from './check-display.ts';
import { checkElectron } from './check-electron.ts';
import { checkEncoder } from './check-encoder.ts';
import { checkGpu } from './check-gpu.ts';
import { checkMetadataStore } from './check-metadata-store.ts';
import { checkNode } from './check-node.ts';
import { checkTensorflow } from './check-tensorflow.ts';

type Check = () => Promise<DoctorCheck>;

const everywhere: readonly Check[] = [
  checkNode,
  checkTensorflow,
  checkGpu,
  checkEncoder,
  checkMetadataStore,
  checkDisk,
];

/** A packaged app is an Electron itself, and is started by people who have a display. */
const inCheckout: readonly Check[] = [checkElectron, checkDisplay];

/** Looks at everything Millrace needs on this machine. */
export function runDoctor(): Promise<readonly DoctorCheck[]> {
  const checks = isPackaged() ? everywhere : [...everywhere, ...inCheckout];
  return Promise.all(checks.map((check) => check()));
}
