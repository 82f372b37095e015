/** HTML that is already escaped; only this file makes it. */
export type Html = string | { readonly html: string };

export type Attributes = Readonly<Record<string, string | number>>;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Elements that have no content and no end tag; in SVG they are closed like all others. */
const voidTags = new Set(['img', 'meta', 'br', 'hr']);

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const render = (content: Html): string => (typeof content === 'string' ? escapeHtml(content) : content.html);

/** An element; texts among its children and attributes are escaped, so data can never become markup. */
export function element(tag: string, attributes: Attributes, children: readonly Html[] = []): Html {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(String(value))}"`,
  );
  const start = `<${tag}${written.join('')}>`;
  return { html: voidTags.has(tag) ? start : `${start}${children.map(render).join('')}</${tag}>` };
}

/** A table with a caption; columns from `numericFrom` on hold figures. Nothing where there are no rows. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Html[])[],
  options: { readonly numericFrom?: number } = {},
): Html {
  if (rows.length === 0) return '';
  const { numericFrom = Number.POSITIVE_INFINITY } = options;
  const row = (tag: 'td' | 'th', cells: readonly Html[]): Html =>
    element(
      'tr',
      {},
      cells.map((cell, column) => element(tag, column >= numericFrom ? { class: 'number' } : {}, [cell])),
    );
  return element('table', {}, [
    element('caption', {}, [caption]),
    element('thead', {}, [row('th', head)]),
    element(
      'tbody',
      {},
      rows.map((cells) => row('td', cells)),
    ),
  ]);
}

/** A whole document without scripts, whose policy allows nothing from elsewhere. */
export function page(title: string, style: string, content: readonly Html[]): string {
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
