import { type Color, css, shade } from './color.ts';
import type { Random } from './random.ts';

/** A part of a creature's silhouette: an SVG shape without paint, in a box of 100 by 100 units. */
interface Part {
  readonly shape: string;
  readonly paint: Color;
}

/** A creature as drawn twice: in colour for the picture, and as a plain silhouette for the trimap. */
export interface Creature {
  readonly colored: string;
  readonly silhouette: string;
}

const furs: readonly Color[] = [
  { hue: 28, saturation: 62, lightness: 52 },
  { hue: 22, saturation: 45, lightness: 30 },
  { hue: 38, saturation: 40, lightness: 78 },
  { hue: 215, saturation: 10, lightness: 42 },
  { hue: 210, saturation: 8, lightness: 14 },
  { hue: 40, saturation: 15, lightness: 92 },
  { hue: 16, saturation: 58, lightness: 40 },
  { hue: 205, saturation: 22, lightness: 60 },
];

const ellipse = (cx: number, cy: number, rx: number, ry: number, turn = 0): string =>
  `<ellipse cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" transform="rotate(${turn.toFixed(0)} ${cx.toFixed(1)} ${cy.toFixed(1)})"/>`;

const capsule = (x: number, y: number, length: number, width: number, turn: number): string =>
  `<rect x="${(x - width / 2).toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${length.toFixed(1)}" rx="${(width / 2).toFixed(1)}" transform="rotate(${turn.toFixed(0)} ${x.toFixed(1)} ${y.toFixed(1)})"/>`;

interface Head {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Where body, legs and head lie in each pose. */
function pose(
  random: Random,
  fur: Color,
): { readonly parts: Part[]; readonly head: Head; readonly tail: string } {
  const girth = random.between(0.85, 1.2);
  const dark = shade(fur, -7);
  switch (random.pick(['standing', 'sitting', 'lying'] as const)) {
    case 'standing': {
      const legs = [30, 40, 62, 71].map((x, index) => ({
        shape: capsule(x, 58, random.between(26, 31), 8 * girth, random.between(-7, 7)),
        paint: index % 2 === 0 ? dark : fur,
      }));
      const body = { shape: ellipse(50, 54, 29, 15 * girth, random.between(-5, 5)), paint: fur };
      return { parts: [...legs, body], head: { x: 78, y: 34, radius: 14 }, tail: curl(random, 23, 50, -1) };
    }
    case 'sitting': {
      const haunch = { shape: ellipse(42, 74, 21 * girth, 16, -12), paint: dark };
      const body = { shape: ellipse(53, 58, 16 * girth, 28, random.between(8, 18)), paint: fur };
      const legs = [58, 66].map((x) => ({ shape: capsule(x, 60, 30, 8, random.between(-4, 4)), paint: fur }));
      return {
        parts: [haunch, body, ...legs],
        head: { x: 63, y: 27, radius: 15.5 },
        tail: curl(random, 26, 80, -1),
      };
    }
    case 'lying': {
      const body = { shape: ellipse(46, 68, 33, 15 * girth, random.between(-4, 2)), paint: fur };
      const paws = [64, 74].map((x) => ({
        shape: capsule(x, 70, 22, 8, random.between(-80, -64)),
        paint: dark,
      }));
      return { parts: [body, ...paws], head: { x: 76, y: 52, radius: 15 }, tail: curl(random, 16, 70, -1) };
    }
  }
}

function curl(random: Random, x: number, y: number, side: 1 | -1): string {
  const reach = random.between(10, 17) * side;
  const rise = random.between(8, 34);
  return `M${x + 4} ${y} C ${x + reach} ${y + 4}, ${x + reach * 1.2} ${y - rise * 0.5}, ${x + reach * random.between(0.3, 1)} ${y - rise}`;
}

function ears(random: Random, { x, y, radius }: Head, fur: Color): Part[] {
  const paint = shade(fur, -10);
  const spread = radius * 0.62;
  const kind = random.pick(['pointed', 'round', 'floppy'] as const);
  return [-1, 1].map((side) => {
    const left = x + side * spread;
    const top = y - radius * 0.66;
    if (kind === 'round') return { shape: ellipse(left, top, radius * 0.42, radius * 0.42), paint };
    if (kind === 'floppy')
      return {
        shape: ellipse(x + side * radius * 0.98, y - radius * 0.05, radius * 0.3, radius * 0.72, side * -14),
        paint,
      };
    const points = `${left - radius * 0.38},${top + radius * 0.34} ${left + side * radius * 0.2},${top - radius * 0.72} ${left + radius * 0.38},${top + radius * 0.34}`;
    return { shape: `<polygon points="${points}" stroke-linejoin="round" stroke-width="2"/>`, paint };
  });
}

function face({ x, y, radius }: Head, fur: Color, random: Random): string {
  const iris = css({ hue: random.pick([45, 95, 190, 25]), saturation: 60, lightness: 40 });
  const eyes = [-1, 1]
    .map((side) => {
      const ex = x + side * radius * 0.4;
      const ey = y - radius * 0.1;
      return `<circle cx="${ex}" cy="${ey}" r="${radius * 0.17}" fill="${iris}"/><circle cx="${ex}" cy="${ey}" r="${radius * 0.1}" fill="#111"/><circle cx="${ex + 0.7}" cy="${ey - 0.8}" r="${radius * 0.045}" fill="#fff"/>`;
    })
    .join('');
  const muzzle = `<ellipse cx="${x}" cy="${y + radius * 0.42}" rx="${radius * 0.46}" ry="${radius * 0.34}" fill="${css(shade(fur, 16))}"/>`;
  const nose = `<ellipse cx="${x}" cy="${y + radius * 0.26}" rx="${radius * 0.15}" ry="${radius * 0.1}" fill="#2b1d1d"/>`;
  const mouth = `<path d="M${x} ${y + radius * 0.36} q ${-radius * 0.12} ${radius * 0.22} ${-radius * 0.28} ${radius * 0.12} M${x} ${y + radius * 0.36} q ${radius * 0.12} ${radius * 0.22} ${radius * 0.28} ${radius * 0.12}" fill="none" stroke="#2b1d1d" stroke-width="0.8"/>`;
  return muzzle + eyes + nose + mouth;
}

/** Markings painted inside the silhouette: spots, stripes or a pale belly. */
function markings(random: Random, fur: Color): string {
  const ink = css(shade(fur, fur.lightness > 55 ? -32 : 30), random.between(0.5, 0.9));
  const kind = random.pick(['none', 'spots', 'stripes', 'patches'] as const);
  const count = { none: 0, spots: 26, stripes: 14, patches: 5 }[kind];
  return Array.from({ length: count }, (_, index) => {
    if (kind === 'stripes')
      return `<path d="M${12 + index * 6} 10 q ${random.between(-7, 7)} 40 0 85" fill="none" stroke="${ink}" stroke-width="${random.between(1.4, 3)}"/>`;
    const size = kind === 'spots' ? random.between(1.5, 3.4) : random.between(8, 16);
    return `<circle cx="${random.between(8, 95)}" cy="${random.between(15, 92)}" r="${size}" fill="${ink}"/>`;
  }).join('');
}

/** Draws one creature in a box of 100 by 100 units, facing right. */
export function drawCreature(random: Random): Creature {
  const base = random.pick(furs);
  const fur = {
    ...base,
    hue: base.hue + random.between(-8, 8),
    lightness: base.lightness + random.between(-6, 6),
  };
  const { parts, head, tail } = pose(random, fur);
  const skull: Part = {
    shape: ellipse(head.x, head.y, head.radius, head.radius * random.between(0.86, 1)),
    paint: shade(fur, 2),
  };
  const neck: Part = { shape: capsule(head.x - 2, head.y + 2, 24, head.radius * 1.15, 38), paint: fur };
  const all = [neck, ...parts, ...ears(random, head, fur), skull];
  const tailWidth = random.between(4, 8);
  const tailPath = (paint: string) =>
    `<path d="${tail}" fill="none" stroke="${paint}" stroke-width="${tailWidth}" stroke-linecap="round"/>`;
  const shapes = all.map(
    (part) => `<g fill="${css(part.paint)}" stroke="${css(part.paint)}" stroke-width="0">${part.shape}</g>`,
  );
  const clip = `<clipPath id="body">${all.map((part) => part.shape).join('')}</clipPath>`;
  const fuzz = `<filter id="fur" x="-10%" y="-10%" width="120%" height="120%"><feTurbulence type="fractalNoise" baseFrequency="0.9 0.35" numOctaves="2" seed="${random.integer(1, 999)}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 1.3 -0.45"/></filter>`;
  const coat = `<g clip-path="url(#body)">${markings(random, fur)}<rect width="100" height="100" filter="url(#fur)" opacity="0.32"/></g>`;
  return {
    colored: `<defs>${clip}${fuzz}</defs>${tailPath(css(shade(fur, -5)))}${shapes.join('')}${coat}${face(head, fur, random)}`,
    silhouette: `${tailPath('#fff')}<g fill="#fff">${all.map((part) => part.shape).join('')}</g>`,
  };
}
