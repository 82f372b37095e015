import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { icnsFile, icoFile, type Picture } from './icons/icon-containers.ts';
import { inProject } from './lib/project.ts';

// Draws assets/icons/millrace.svg in the formats of the three systems, beside it.
const folder = inProject('assets', 'icons');
const drawing = await readFile(path.join(folder, 'millrace.svg'));

async function draw(size: number): Promise<Picture> {
  const density = (72 * size) / 1024;
  const png = await sharp(drawing, { density: Math.max(density, 72) })
    .resize(size, size)
    .png()
    .toBuffer();
  return { size, png };
}

const [large, ...others] = await Promise.all([1024, 16, 24, 32, 48, 64, 128, 256, 512].map(draw));
const linux = await draw(512);
await writeFile(path.join(folder, 'millrace.png'), linux.png);
await writeFile(path.join(folder, 'millrace.ico'), icoFile(others.filter(({ size }) => size <= 256)));
await writeFile(path.join(folder, 'millrace.icns'), icnsFile(large ? [...others, large] : others));
