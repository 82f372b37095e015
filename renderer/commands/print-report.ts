/** The element that `styles/print.css` shows on paper in place of the window. */
const hostId = 'printed-report';

/**
 * Prints a report in place of the window, of which paper would show what is in sight alone. Resolves when the dialog for
 * printing has been asked for.
 */
export async function printReport(html: string): Promise<void> {
  document.getElementById(hostId)?.remove();
  const host = document.createElement('div');
  host.id = hostId;
  fill(host.attachShadow({ mode: 'open' }), html);
  document.body.append(host);
  const pictures = Array.from(host.shadowRoot?.querySelectorAll('img') ?? []);
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
  window.addEventListener('afterprint', () => host.remove(), { once: true });
  window.print();
}

/** The window's policy takes styles from constructed sheets and properties, not from tags and attributes. */
function fill(shadow: ShadowRoot, html: string): void {
  const [tag = '', style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.replaceAll(':root', ':host'));
  shadow.adoptedStyleSheets = [sheet];
  // A quotation mark in text is written as an entity, so this is always the beginning of an attribute.
  const inert = html.replace(tag, '').replaceAll(' style="', ' data-style="');
  shadow.append(document.adoptNode(new DOMParser().parseFromString(inert, 'text/html').body));
  for (const element of shadow.querySelectorAll<HTMLElement | SVGElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? '';
  }
}
