import ReactMarkdown, { type Components } from 'react-markdown';
import { desktop } from '../state/desktop.ts';
import styles from './markdown.module.css';

/** A note's headings rank below the notebook's name, which is what its cells' headings rank below too. */
const components: Components = {
  h1: ({ children }) => <h2 className={styles.first}>{children}</h2>,
  h2: ({ children }) => <h3 className={styles.second}>{children}</h3>,
  h3: ({ children }) => <h4 className={styles.third}>{children}</h4>,
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  // A note may come from anyone; a picture from elsewhere would tell them that it was read.
  img: ({ alt }) => <span className={styles.image}>[Picture: {alt || 'without a description'}]</span>,
};

/** Markdown as text; HTML in it stays text, and links open outside the window. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles.root}>
      <ReactMarkdown components={components}>{text}</ReactMarkdown>
    </div>
  );
}

interface LinkProps {
  readonly href?: string | undefined;
  readonly children?: React.ReactNode;
}

function Link({ href, children }: LinkProps) {
  if (href === undefined || !/^https?:/.test(href)) {
    return <span>{children}</span>;
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (desktop) {
          event.preventDefault();
          void desktop.openExternal(href);
        }
      }}
    >
      {children}
    </a>
  );
}
