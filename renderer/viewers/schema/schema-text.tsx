import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import viewer from '../viewer.module.css';
import styles from './schema-text.module.css';

export interface SchemaTextProps {
  readonly text: string;
  /** Resolves to whether the engine could read the text. */
  readonly onApply: (text: string) => Promise<boolean>;
}

/** The schema as a text proto, which can be edited as well. */
export function SchemaText({ text, onApply }: SchemaTextProps) {
  const [written, setWritten] = useState(text);
  useEffect(() => setWritten(text), [text]);
  return (
    <div className={styles.editor}>
      <textarea
        className={styles.text}
        aria-label="Schema as text proto"
        spellCheck={false}
        value={written}
        onChange={(event) => setWritten(event.target.value)}
      />
      <div className={viewer.toolbar}>
        <CopyButton text={written} label="Copy text" />
        <span className={viewer.spacer} />
        {written !== text && (
          <>
            <Button size="small" variant="ghost" onClick={() => setWritten(text)}>
              Reset
            </Button>
            <Button size="small" variant="primary" onClick={() => void onApply(written)}>
              Apply text
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
