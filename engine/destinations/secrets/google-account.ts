import * as z from 'zod';
import { AccountError } from './account-error.ts';

/** Who a service-account file speaks for. */
export interface GoogleAccount {
  readonly email: string;
  readonly project: string | null;
}

const serviceAccountSchema = z.object({
  type: z.literal('service_account'),
  client_email: z.string(),
  private_key: z.string(),
  project_id: z.string().optional(),
});

/** Reads the public part of a service-account file. @throws AccountError "not-a-credentials-file" */
export function readGoogleAccount(text: string): GoogleAccount {
  const parsed = serviceAccountSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new AccountError('not-a-credentials-file', 'This is not a service-account file of Google Cloud', {
      hint: 'Create a key for a service account in the console (IAM, Service accounts, Keys) and choose the JSON file',
    });
  }
  return { email: parsed.data.client_email, project: parsed.data.project_id ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
