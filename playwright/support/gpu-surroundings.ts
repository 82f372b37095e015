import { createHash } from 'node:crypto';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { zip } from '../../engine/runtime/testing/zip.ts';
import { projectFolder } from './engine-process.ts';

const wheels = [
  {
    file: 'tensorflow-2.21.0-cp312-manylinux.whl',
    content: zip({ 'tensorflow/libtensorflow_cc.so.2': 'gpu' }),
  },
  {
    file: 'nvidia_cudnn_cu12-9.3-py3-none-any.whl',
    content: zip({ 'nvidia/cudnn/lib/libcudnn.so.9': 'dnn' }),
  },
] as const;

type Answer = 'whole' | 'half' | 'refusal';

/** An index of packages that holds small wheels under the names of the GPU build's. */
export class WheelServer {
  readonly #server = createServer(({ url }, response) => this.#answer(url ?? '', response));
  /** How the second wheel is answered; "half" stops in its middle and keeps the connection. */
  second: Answer = 'half';

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** What a package's list of the GPU build's files would say. */
  get manifest(): string {
    const { port } = this.#server.address() as AddressInfo;
    const listed = wheels.map(({ file, content }) => ({
      name: file,
      file,
      sha256: createHash('sha256').update(content).digest('hex'),
      url: `http://127.0.0.1:${port}/${file}`,
    }));
    return JSON.stringify({ version: '2.21.0', wheels: listed });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: string, response: ServerResponse): void {
    const index = wheels.findIndex(({ file }) => url === `/${file}`);
    const content = wheels[index]?.content ?? Buffer.alloc(0);
    const answer = index === 1 ? this.second : 'whole';
    if (answer === 'refusal') {
      response.writeHead(503).end();
      return;
    }
    response.setHeader('content-length', content.length);
    if (answer === 'half') response.write(content.subarray(0, content.length / 2));
    else response.end(content);
  }
}

/** A machine with an NVIDIA card on demand and an empty cache, and an app that knows where the GPU build lies. */
export interface GpuSurroundings {
  readonly variables: Readonly<Record<string, string>>;
  plugIn(): Promise<void>;
}

/** Makes such a machine below a folder; the card answers once it is plugged in. */
export async function gpuSurroundings(folder: string, manifest: string): Promise<GpuSurroundings> {
  const app = path.join(folder, 'app');
  const tools = path.join(folder, 'tools');
  const cache = path.join(folder, 'cache');
  for (const made of [app, tools, cache]) await mkdir(made, { recursive: true });
  for (const name of ['assets', 'package.json', 'dist']) {
    await symlink(path.join(projectFolder, name), path.join(app, name));
  }
  await writeFile(path.join(app, 'gpu-runtime.json'), manifest);
  const unplugged = path.join(folder, 'unplugged');
  await writeFile(unplugged, '');
  const driver = path.join(tools, 'nvidia-smi');
  const card = 'NVIDIA GeForce RTX 4090, 550.54.14, 8.9, 24564';
  await writeFile(driver, `#!/bin/sh\n[ ! -e '${unplugged}' ] && echo '${card}'\n`);
  await chmod(driver, 0o755);
  return {
    variables: {
      MILLRACE_APP_FOLDER: app,
      XDG_CACHE_HOME: cache,
      PATH: `${tools}:${process.env.PATH}`,
    },
    plugIn: () => rm(unplugged),
  };
}
