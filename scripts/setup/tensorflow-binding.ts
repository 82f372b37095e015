import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RuntimeError } from '../../engine/runtime/runtime-error.ts';
import { bindingFile, tfjsNodeFolder } from '../../engine/runtime/tfjs-node-folder.ts';
import { runCommand } from '../lib/command.ts';
import type { Progress } from '../lib/progress.ts';

interface Build {
  readonly tfjsNode: string;
  /** The unpacked wheel's `tensorflow` folder: libraries at its top, headers in `include`. */
  readonly tensorflow: string;
}

/**
 * Links TensorFlow into tfjs-node and compiles tfjs-node's binding against it, unless the compiled one was made from
 * the same sources, headers and flags.
 *
 * @throws RuntimeError `compile-failed`
 */
export async function provideBinding(libraryFolder: string, progress: Progress): Promise<void> {
  const build = { tfjsNode: tfjsNodeFolder(), tensorflow: path.join(libraryFolder, 'tensorflow') };
  await link(build.tensorflow, path.join(build.tfjsNode, 'deps', 'lib'));
  await link(path.join(build.tensorflow, 'include'), path.join(build.tfjsNode, 'deps', 'include'));
  const binding = bindingFile(build.tfjsNode);
  const digestFile = `${binding}.digest`;
  const digest = await buildDigest(build);
  const built = await readFile(digestFile, 'utf8').catch(() => '');
  if (built === digest && existsSync(binding)) return;
  progress.say("Compiling tfjs-node's binding");
  await compile(build, binding);
  await writeFile(digestFile, digest);
}

async function link(target: string, place: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  const staging = `${place}.new`;
  await rm(staging, { force: true, recursive: true });
  await symlink(target, staging, 'junction');
  await rm(place, { force: true, recursive: true });
  await rename(staging, place);
}

async function buildDigest(build: Build): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(compilerFlags(build)));
  const folder = path.join(build.tfjsNode, 'binding');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(name).update(await readFile(path.join(folder, name)));
  }
  return hash.digest('hex');
}

const nodeHeaders = path.join(path.dirname(path.dirname(process.execPath)), 'include', 'node');

function compilerFlags({ tfjsNode, tensorflow }: Build): string[] {
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(tfjsNode, 'binding', name));
  return [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-s', '-DNAPI_VERSION=8'],
    ...[path.join(tensorflow, 'include'), nodeHeaders].flatMap((folder) => ['-I', folder]),
    ...sources,
    ...(process.platform === 'darwin' ? macLinking(tensorflow) : linuxLinking(tensorflow)),
  ];
}

/** A run path, which `LD_LIBRARY_PATH` outranks: that is how another TensorFlow build takes this one's place. */
function linuxLinking(tensorflow: string): string[] {
  const names = ['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'];
  return ['-L', tensorflow, ...names, '-Wl,--enable-new-dtags,-rpath,$ORIGIN/../../deps/lib'];
}

function macLinking(tensorflow: string): string[] {
  const libraries = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];
  return [
    ...['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib'],
    ...libraries.map((name) => path.join(tensorflow, name)),
  ];
}

async function compile(build: Build, binding: string): Promise<void> {
  await mkdir(path.dirname(binding), { recursive: true });
  const staging = `${binding}.new`;
  const compiler = process.env.CXX ?? (process.platform === 'darwin' ? 'clang++' : 'g++');
  const { status, errors } = await runCommand(compiler, [...compilerFlags(build), '-o', staging]);
  if (status !== 0) {
    throw new RuntimeError('compile-failed', `"${compiler}" could not compile tfjs-node's binding`, {
      hint:
        status === null
          ? 'Install a C++ compiler (on Debian: apt-get install g++; on a Mac: xcode-select --install)'
          : 'See the details for what the compiler said',
      details: errors,
    });
  }
  await rename(staging, binding);
}
