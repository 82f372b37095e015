import ReactMarkdown, { type Components } from 'react-markdown';
import { desktop } from '../state/desktop.ts';
import styles from './markdown.module.css';

const components: Components = {
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
