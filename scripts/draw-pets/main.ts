/**
 * Draws the sample data set: creatures over backdrops, in the layout of the Oxford-IIIT Pet data set
 * (`images/NAME.jpg`, `annotations/trimaps/NAME.png`). The same seed gives the same pictures.
 *
 *   npm run draw:pets -- [folder] [count]
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { drawBackground } from './background.ts';
import { drawCreature } from './creature.ts';
import { Random } from './random.ts';
import { trimapFromCoverage } from './trimap.ts';

const seed = 2022;

interface Placement {
  readonly width: number;
  readonly height: number;
  readonly transform: string;
}

function placeCreature(random: Random): Placement {
  const width = random.integer(176, 240);
  const height = random.integer(160, 224);
  const side = Math.min(width, height) * random.between(0.62, 1.05);
  const left = random.between(-0.05, 1) * (width - side);
  const top = height - side * random.between(0.94, 1.04) - random.between(0, 0.12) * height;
  const flip = random.chance(0.5) ? `translate(100 0) scale(-1 1)` : '';
  const turn = random.between(-12, 12);
  return {
    width,
    height,
    transform: `translate(${left.toFixed(1)} ${top.toFixed(1)}) scale(${(side / 100).toFixed(3)}) rotate(${turn.toFixed(1)} 50 60) ${flip}`,
  };
}

async function drawPair(random: Random, folder: string, name: string): Promise<void> {
  const { width, height, transform } = placeCreature(random);
  const creature = drawCreature(random);
  const svg = (content: string): Buffer =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`,
    );
  const backdrop = `<svg width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none">${drawBackground(random)}</svg>`;
  const shadow = `<g transform="${transform}"><ellipse cx="50" cy="91" rx="34" ry="5" fill="#000" opacity="0.22"/></g>`;
  const picture = sharp(svg(`${backdrop}${shadow}<g transform="${transform}">${creature.colored}</g>`));
  await picture.jpeg({ quality: 82 }).toFile(path.join(folder, 'images', `${name}.jpg`));

  const coverage = await sharp(
    svg(`<rect width="100%" height="100%"/><g transform="${transform}">${creature.silhouette}</g>`),
  )
    .flatten({ background: '#000' })
    .greyscale()
    .raw()
    .toBuffer();
  const trimap = trimapFromCoverage(coverage, { width, height, radius: 2 });
  await sharp(trimap, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toFile(path.join(folder, 'annotations', 'trimaps', `${name}.png`));
}

const folder = path.resolve(process.argv[2] ?? 'assets/samples/pets');
const count = Number(process.argv[3] ?? 240);
await mkdir(path.join(folder, 'images'), { recursive: true });
await mkdir(path.join(folder, 'annotations', 'trimaps'), { recursive: true });
const random = new Random(seed);
for (let index = 1; index <= count; index++) {
  await drawPair(random, folder, `creature_${String(index).padStart(3, '0')}`);
}
console.log(`${count} pairs in ${folder}`);
