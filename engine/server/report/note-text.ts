import { element, type Html } from './html.ts';

/** A note's Markdown as elements: headings, lists, code and paragraphs; what is more stays as it is written. */
export function noteText(text: string): readonly Html[] {
  return text
    .split(/(```[\s\S]*?```)|\n\s*\n/)
    .filter((block): block is string => block !== undefined && block.trim() !== '')
    .map((block) => blockOf(block.trim()));
}

function blockOf(block: string): Html {
  const heading = /^(#{1,6})\s+([^\n]*)(?:\n([\s\S]*))?$/.exec(block);
  if (heading) {
    const [, marks = '#', title = '', rest] = heading;
    const level = element(marks.length === 1 ? 'h2' : 'h3', {}, inline(title));
    return rest ? element('div', {}, [level, blockOf(rest.trim())]) : level;
  }
  if (block.startsWith('```')) {
    return element('pre', {}, [block.replace(/^```[^\n]*\n?|```$/g, '')]);
  }
  const lines = block.split('\n');
  if (lines.every((line) => /^\s*([-*]|\d+\.)\s/.test(line))) {
    const items = lines.map((line) => element('li', {}, inline(line.replace(/^\s*([-*]|\d+\.)\s+/, ''))));
    return element(/^\s*\d/.test(block) ? 'ol' : 'ul', {}, items);
  }
  return element('p', {}, inline(lines.join(' ')));
}

/** Strong, emphasised and code words, and links that lead out by http. */
function inline(text: string): readonly Html[] {
  const parts = text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/);
  return parts.map((part): Html => {
    const link = /^\[([^\]]+)\]\((https?:[^)]+)\)$/.exec(part);
    if (link) return element('a', { href: link[2] ?? '', rel: 'noreferrer' }, [link[1] ?? '']);
    if (/^\*\*.+\*\*$/.test(part)) return element('strong', {}, [part.slice(2, -2)]);
    if (/^\*.+\*$/.test(part)) return element('em', {}, [part.slice(1, -1)]);
    return /^`.+`$/.test(part) ? element('code', {}, [part.slice(1, -1)]) : part;
  });
}
