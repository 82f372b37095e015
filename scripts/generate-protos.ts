import { rm } from 'node:fs/promises';
import path from 'node:path';
import { generateProtos } from './lib/generate-protos.ts';
import { inProject } from './lib/project.ts';

const folder = inProject('engine', 'formats', 'proto');
await rm(path.join(folder, 'gen'), { recursive: true, force: true });
await generateProtos(folder);
