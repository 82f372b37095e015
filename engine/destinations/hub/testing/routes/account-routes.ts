import * as z from 'zod';
import { whoAmIBody } from '../accounts.ts';
import { cardProblems } from '../card-rules.ts';
import { DoubleFailure } from '../double-failure.ts';
import { jsonBody, type Route } from '../double-request.ts';

const validateYamlSchema = z.strictObject({
  content: z.string(),
  repoType: z.enum(['model', 'dataset', 'space']),
});

/** Who you are, and the check of a card's front matter that clients make before they upload. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: /^\/api\/whoami-v2(?<rest>)$/,
    handle({ account }) {
      if (account === null) {
        throw new DoubleFailure(401, 'Invalid username or password.');
      }
      return { json: whoAmIBody(account) };
    },
  },
  {
    method: 'POST',
    pattern: /^\/api\/validate-yaml(?<rest>)$/,
    handle(request) {
      const { content, repoType } = jsonBody(request, validateYamlSchema);
      const errors = cardProblems(content, repoType).map((message) => ({ message }));
      return { status: errors.length > 0 ? 400 : 200, json: { errors, warnings: [] } };
    },
  },
];
