import type { CardFacts } from './card-facts.ts';
import { dataSection } from './data-section.ts';
import { evaluationSection } from './evaluation-section.ts';
import { frontMatter } from './front-matter.ts';
import { lineageSection } from './lineage-section.ts';
import { codeSpan, plainText, section, table } from './markdown.ts';
import { trainingSection } from './training-section.ts';
import { usageSection } from './usage-section.ts';

/** The model card: metadata and text, all of it from the run but for what the user wrote. */
export function modelCard(facts: CardFacts, options: { readonly hasCurve: boolean }): string {
  const { parameters } = facts.material;
  const sections = [
    section(1, plainText(facts.title), [description(facts), spaceLinks(facts)]),
    usageSection(facts),
    section(2, 'Intended use', [parameters.intended_use]),
    section(2, 'Limits', [parameters.limitations]),
    evaluationSection(facts),
    trainingSection(facts, options.hasCurve),
    dataSection(facts),
    signaturesSection(facts),
    lineageSection(facts),
  ];
  const body = sections.filter((part) => part !== null).join('\n\n');
  return `${frontMatter(facts)}\n${body}\n`;
}

function description({ material, notebook }: CardFacts): string {
  const own = material.parameters.description || notebook?.description;
  return own ?? `A TensorFlow model for ${plainText(material.parameters.pipeline_tag)}.`;
}

function spaceLinks({ target, hubUrl }: CardFacts): string | null {
  const links = target.spaces.map(
    ({ repository }) => `[${repository.name}](${hubUrl}/spaces/${repository.name})`,
  );
  return links.length === 0 ? null : `Try it: ${links.join(', ')}`;
}

function signaturesSection({ signatures }: CardFacts): string | null {
  const tensorText = (tensor: { name: string; dtype: string; shape: readonly number[] | null }) =>
    codeSpan(`${tensor.name}: ${tensor.dtype}[${tensor.shape?.join(', ') ?? '...'}]`);
  const rows = signatures.map((signature) => [
    codeSpan(signature.name),
    signature.inputs.map(tensorText).join('<br>'),
    signature.outputs.map(tensorText).join('<br>'),
  ]);
  return section(2, 'Signatures', [table(['Signature', 'Inputs', 'Outputs'], rows)]);
}
