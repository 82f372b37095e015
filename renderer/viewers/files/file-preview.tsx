import { CopyButton } from '../../ui/copy-button.tsx';
import { useLoaded } from '../picture/use-loaded.ts';
import viewer from '../viewer.module.css';
import { Waiting } from '../waiting.tsx';
import { artifactFile } from './artifact-file.ts';
import styles from './file-preview.module.css';

/** The text of a file. */
export function FilePreview({ artifactId, path }: { readonly artifactId: number; readonly path: string }) {
  const { value, failed } = useLoaded(artifactFile(artifactId, path), loadText);
  if (failed) {
    return <p className={viewer.quiet}>The file could not be read.</p>;
  }
  if (value === null) {
    return <Waiting>Reading {path}</Waiting>;
  }
  return (
    <div className={styles.preview}>
      <div className={viewer.toolbar}>
        <span className={viewer.heading}>{path}</span>
        <span className={viewer.spacer} />
        <CopyButton text={value} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {/^\s*[[{]/.test(value) ? pretty(value) : value}
      </pre>
    </div>
  );
}

async function loadText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`The engine answered ${response.status}`);
  }
  return response.text();
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
