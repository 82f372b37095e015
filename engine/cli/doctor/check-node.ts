import type { DoctorCheck } from '../../contract/system.ts';

/** The engine needs Node 24: it runs TypeScript as it is and has the Node-API that SQLite's prebuilt parts ask for. */
export async function checkNode(): Promise<DoctorCheck> {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    name: 'Node',
    ok: major >= 24,
    found: `${process.version} at ${process.execPath}`,
    mend: 'Start Millrace through npm, which uses the Node 24 in node_modules',
    optional: false,
  };
}
