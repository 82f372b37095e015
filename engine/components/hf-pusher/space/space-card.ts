import { frontMatterBlock, singleLine } from '../card/front-matter-block.ts';
import { plainText } from '../card/markdown.ts';
import type { SpaceKind } from '../push-target.ts';

/** The Gradio that the template is written for. */
const gradioVersion = '6.31.0';

/** README of a Space: its configuration, written by a YAML serialiser, and a line of text. */
export function spaceCard(params: {
  readonly kind: SpaceKind;
  readonly title: string;
  readonly modelRepository: string;
  readonly version: string;
  readonly license: string;
  readonly hubUrl: string;
}): string {
  const { kind, title, modelRepository, version, license, hubUrl } = params;
  const configuration = {
    title: [...singleLine(title)].slice(0, 120).join('') || 'Demo',
    emoji: '🎨',
    colorFrom: 'indigo',
    colorTo: 'yellow',
    sdk: kind,
    ...(kind === 'gradio' ? { sdk_version: gradioVersion } : {}),
    app_file: kind === 'gradio' ? 'app.py' : 'index.html',
    pinned: false,
    license,
    models: [modelRepository],
    tags: ['millrace', 'tfx', 'auto-generated'],
  };
  const text = `# ${plainText(title)}\n\nShows version \`${version}\` of [${modelRepository}](${hubUrl}/${modelRepository}).\n`;
  return `${frontMatterBlock(configuration)}\n${text}`;
}
