import { parse } from 'yaml';
import * as z from 'zod';
import type { RepositoryType } from './repository-store.ts';

const modelIndexSchema = z.array(
  z.object({
    name: z.string().min(1),
    results: z.array(
      z.object({
        task: z.object({ type: z.string().min(1), name: z.string().optional() }),
        dataset: z.object({ name: z.string().min(1), type: z.string().min(1) }).loose(),
        metrics: z
          .array(z.object({ type: z.string().min(1), value: z.unknown(), name: z.string().optional() }))
          .min(1),
      }),
    ),
  }),
);

const modelCardSchema = z.looseObject({
  license: z.string().optional(),
  library_name: z.string().optional(),
  pipeline_tag: z.string().optional(),
  tags: z.array(z.string()).optional(),
  'model-index': modelIndexSchema.optional(),
});

/** What the Hub asks of a Space (hub documentation, "Spaces configuration reference"). */
const spaceCardSchema = z.looseObject({
  title: z.string(),
  sdk: z.enum(['gradio', 'docker', 'static']),
  colorFrom: z.enum(['red', 'yellow', 'green', 'blue', 'indigo', 'purple', 'pink', 'gray']).optional(),
  colorTo: z.enum(['red', 'yellow', 'green', 'blue', 'indigo', 'purple', 'pink', 'gray']).optional(),
  app_file: z.string().optional(),
  short_description: z.string().max(60).optional(),
  models: z.array(z.string().regex(/^[\w.-]+\/[\w.-]+$/)).optional(),
  tags: z.array(z.string()).optional(),
});

/** What the Hub would refuse in a README's front matter, in words; empty where it is good. */
export function cardProblems(content: string, type: RepositoryType): readonly string[] {
  const block = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(content)?.[1];
  if (block === undefined) {
    return type === 'space' ? ['Missing configuration in README'] : [];
  }
  try {
    const schema = type === 'space' ? spaceCardSchema : modelCardSchema;
    const result = schema.safeParse(parse(block));
    return result.success
      ? []
      : result.error.issues.map((issue) => `"${issue.path.join('.')}" ${issue.message}`);
  } catch (error) {
    return [`Cannot parse YAML: ${error}`];
  }
}
