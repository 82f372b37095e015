import { formatShare } from '../../charts/format.ts';
import type { Flag } from './compare-splits.ts';

export interface FlagWords {
  readonly text: string;
  readonly tone: 'warning' | 'danger';
}

const nouns = {
  missing: 'missing',
  zeros: 'zeros',
  nan: 'NaN',
  constant: 'never changes',
  absent: 'absent',
} as const;
const mild: readonly Flag['kind'][] = ['zeros', 'constant'];

/** One phrase a kind of flag: "12 % missing" where all splits have it, with the split's name where only some do. */
export function describeFlags(flags: readonly Flag[], splitNames: readonly string[]): FlagWords[] {
  const kinds = [...new Set(flags.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = flags.filter((flag) => flag.kind === kind);
    const where =
      own.length === splitNames.length ? '' : ` in ${own.map(({ split }) => splitNames[split]).join(', ')}`;
    const shares = [...new Set(own.map(({ share }) => formatShare(share)))].join(' / ');
    const words = kind === 'constant' || kind === 'absent' ? nouns[kind] : `${shares} ${nouns[kind]}`;
    return { text: words + where, tone: mild.includes(kind) ? 'warning' : 'danger' };
  });
}
