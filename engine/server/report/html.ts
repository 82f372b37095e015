/** HTML that is already escaped; only `element` makes it. */
export type Html = string | { readonly html: string };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const render = (content: Html): string => (typeof content === 'string' ? escapeHtml(content) : content.html);

/** An element; texts among its children and attributes are escaped, so data can never become markup. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Html[],
): Html {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return { html: `<${tag}${written.join('')}>${children.map(render).join('')}</${tag}>` };
}

const style = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin: 0; } h2 { margin: 0 0 .25rem; font-size: 1.1rem; }
.muted { opacity: .7; margin: .25rem 0; }
section { border: 1px solid #8884; border-radius: 8px; padding: 1rem; margin: 1rem 0; }
.note pre { white-space: pre-wrap; font: inherit; margin: 0; } .note { border: 0; padding: 0 1rem; }
.state { font-size: .8rem; font-weight: 500; margin-left: .6rem; padding: .1rem .5rem; border-radius: 1rem; background: #8883; }
.state.fresh { background: #2a94; } .state.failed { background: #d334; } .state.stale { background: #da34; }
table { border-collapse: collapse; margin-top: .75rem; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; } td, th { text-align: left; padding: .2rem .6rem .2rem 0; border-top: 1px solid #8883; overflow-wrap: anywhere; }
.error { color: #c33; }`;

/** A whole document without scripts, whose policy allows nothing from elsewhere. */
export function page(title: string, content: readonly Html[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${content.map(render).join('\n')}
</body>
</html>
`;
}
