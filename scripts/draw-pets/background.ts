import { type Color, css, shade } from './color.ts';
import type { Random } from './random.ts';

const noise = (random: Random, id: string, frequency: string, strength: number): string =>
  `<filter id="${id}"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="3" seed="${random.integer(1, 999)}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 ${strength} ${(-strength * 0.42).toFixed(2)}"/></filter>`;

const gradient = (id: string, top: Color, bottom: Color): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${css(top)}"/><stop offset="1" stop-color="${css(bottom)}"/></linearGradient>`;

function meadow(random: Random): string {
  const sky = { hue: random.between(195, 225), saturation: 50, lightness: random.between(65, 85) };
  const grass = { hue: random.between(75, 125), saturation: 38, lightness: random.between(30, 48) };
  const hills = Array.from({ length: 3 }, (_, index) => {
    const y = 38 + index * 7;
    return `<path d="M0 ${y} Q ${random.between(15, 45)} ${y - random.between(4, 16)} 55 ${y} T 100 ${y} V100 H0Z" fill="${css(shade(grass, 16 - index * 7))}"/>`;
  });
  return `<defs>${gradient('sky', sky, shade(sky, 12))}${noise(random, 'grain', '0.25 0.7', 1.6)}</defs><rect width="100" height="100" fill="url(#sky)"/>${hills.join('')}<rect y="45" width="100" height="55" filter="url(#grain)" opacity="0.35"/>`;
}

function room(random: Random): string {
  const wall = {
    hue: random.between(0, 360),
    saturation: random.between(8, 35),
    lightness: random.between(55, 88),
  };
  const floor = { hue: random.between(20, 40), saturation: 38, lightness: random.between(30, 58) };
  const stripes = random.chance(0.5)
    ? Array.from(
        { length: 12 },
        (_, index) =>
          `<rect x="${index * 9}" width="4" height="62" fill="${css(shade(wall, random.between(-7, -3)))}"/>`,
      ).join('')
    : '';
  const boards = Array.from(
    { length: 7 },
    (_, index) =>
      `<path d="M${index * 18 - 10} 100 L ${index * 12 + 14} 62" stroke="${css(shade(floor, -9))}" stroke-width="0.7"/>`,
  ).join('');
  return `<defs>${noise(random, 'grain', '0.02 0.4', 1.2)}</defs><rect width="100" height="100" fill="${css(wall)}"/>${stripes}<rect y="62" width="100" height="38" fill="${css(floor)}"/>${boards}<rect y="62" width="100" height="38" filter="url(#grain)" opacity="0.3"/>`;
}

function blur(random: Random): string {
  const base = {
    hue: random.between(0, 360),
    saturation: random.between(12, 45),
    lightness: random.between(25, 75),
  };
  const blobs = Array.from({ length: 16 }, () => {
    const tone = {
      ...base,
      hue: base.hue + random.between(-50, 50),
      lightness: base.lightness + random.between(-18, 18),
    };
    return `<circle cx="${random.between(0, 100)}" cy="${random.between(0, 100)}" r="${random.between(6, 22)}" fill="${css(tone, 0.75)}"/>`;
  });
  return `<defs><filter id="soft"><feGaussianBlur stdDeviation="4"/></filter></defs><rect width="100" height="100" fill="${css(base)}"/><g filter="url(#soft)">${blobs.join('')}</g>`;
}

function blanket(random: Random): string {
  const cloth = {
    hue: random.between(0, 360),
    saturation: random.between(20, 55),
    lightness: random.between(35, 70),
  };
  const ink = css(shade(cloth, random.chance(0.5) ? 14 : -14), 0.8);
  const step = random.between(8, 14);
  const turn = random.between(-30, 30);
  return `<defs><pattern id="weave" width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="${step}" height="${step * 0.45}" fill="${ink}"/><rect width="${step * 0.4}" height="${step}" fill="${ink}" opacity="0.6"/></pattern>${noise(random, 'grain', '0.08', 1.3)}</defs><rect width="100" height="100" fill="${css(cloth)}"/><rect width="100" height="100" fill="url(#weave)"/><rect width="100" height="100" filter="url(#grain)" opacity="0.28"/>`;
}

/** Things that are not the pet, in colours a pet may have, so that colour alone does not give the mask away. */
function clutter(random: Random): string {
  return Array.from({ length: random.integer(0, 4) }, () => {
    const tone = {
      hue: random.pick([20, 30, 40, 210, 350, 120]),
      saturation: random.between(15, 65),
      lightness: random.between(20, 80),
    };
    const x = random.between(2, 98);
    const y = random.between(45, 95);
    const size = random.between(4, 11);
    return random.chance(0.5)
      ? `<circle cx="${x}" cy="${y}" r="${size * 0.7}" fill="${css(tone)}"/><path d="M${x - size * 0.6} ${y} q ${size * 0.6} ${-size * 0.5} ${size * 1.2} 0" stroke="${css(shade(tone, 18))}" fill="none"/>`
      : `<rect x="${x - size / 2}" y="${y - size}" width="${size}" height="${size * 1.3}" rx="1.5" fill="${css(tone)}"/><rect x="${x - size / 2}" y="${y - size * 0.5}" width="${size}" height="1.6" fill="${css(shade(tone, -14))}"/>`;
  }).join('');
}

/** Draws a backdrop in a box of 100 by 100 units. */
export function drawBackground(random: Random): string {
  const scene = random.pick([meadow, room, blur, blanket]);
  return scene(random) + clutter(random);
}
