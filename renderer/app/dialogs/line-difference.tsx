import { useEffect, useRef } from 'react';
import { diffLines } from './diff-lines.ts';
import styles from './line-difference.module.css';

const signs = { same: '  ', removed: '− ', added: '+ ' } as const;

export interface LineDifferenceProps {
  readonly before: string;
  readonly after: string;
}

/** Both texts as one, line by line, scrolled to where they begin to differ. */
export function LineDifference({ before, after }: LineDifferenceProps) {
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    text.current
      ?.querySelector('[data-change]:not([data-change="same"])')
      ?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre ref={text} className={styles.diff} tabIndex={0}>
      {diffLines(before, after).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <span key={index} className={styles.line} data-change={line.change}>
          {signs[line.change]}
          {line.text}
        </span>
      ))}
    </pre>
  );
}
