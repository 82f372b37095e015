/** Folders and files that packages publish and a running program never reads. */
const useless = [
  /\.(map|ts|mts|cts|md|markdown|flow|coffee|c|cc|cpp|h|gyp|gypi|yml|html)$/,
  /^(test|tests|__tests__|docs?|examples?|benchmark|\.github)\//,
  /(_test|\.test|\.spec)\.js$/,
];

/** Packages with many builds or sources inside: only these of their files are used. */
const used: Readonly<Record<string, RegExp>> = {
  // The second is what a static Space runs in its visitors' browsers.
  '@tensorflow/tfjs': /^dist\/tf\.(node|es2017\.min)\.js$/,
  '@tensorflow/tfjs-core': /^dist\/tf-core\.node\.js$/,
  '@tensorflow/tfjs-layers': /^dist\/tf-layers\.node\.js$/,
  '@tensorflow/tfjs-converter': /^dist\/tf-converter\.node\.js$/,
  '@tensorflow/tfjs-data': /^dist\/tf-data\.node\.js$/,
  '@tensorflow/tfjs-backend-cpu': /^dist\/tf-backend-cpu\.node\.js$/,
  '@tensorflow/tfjs-backend-webgl': /^dist\/tf-backend-webgl\.node\.js$/,
  // The library and the binding are laid beside it by themselves.
  '@tensorflow/tfjs-node-gpu': /^dist\//,
  'better-sqlite3': new RegExp(`^(lib/|prebuilds/${process.platform}-${process.arch}\\.node$)`),
  h5wasm: /^dist\/(node|esm)\//,
};

/**
 * Whether a file of a package belongs into the app. `file` is relative to the package, `folder` the package's place such
 * as `node_modules/zod`.
 */
export function isNeeded(file: string, folder: string): boolean {
  if (file === 'package.json' || isLicence(file)) return true;
  if (useless.some((pattern) => pattern.test(file))) return false;
  return used[packageName(folder)]?.test(file) ?? true;
}

function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Licences travel with what they license. */
function isLicence(file: string): boolean {
  return /^(licen[cs]e|notice|copying)[^/]*$/i.test(file);
}
