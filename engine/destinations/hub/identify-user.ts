import { whoAmI } from '@huggingface/hub';
import * as z from 'zod';
import { asHubAction, clientParameters, type HubConnection } from './hub-connection.ts';
import { HubError } from './hub-error.ts';

/** Who a token belongs to and what it may do. */
export interface HubIdentity {
  readonly user: string;
  readonly organisations: readonly string[];
  /** For display: "write", or "owner: permission" for fine-grained tokens. */
  readonly scopes: readonly string[];
  mayWrite(owner: string): boolean;
}

const accessTokenSchema = z.object({
  role: z.string(),
  fineGrained: z
    .object({
      scoped: z.array(z.object({ entity: z.object({ name: z.string() }), permissions: z.array(z.string()) })),
    })
    .optional(),
});

const identitySchema = z.object({
  name: z.string(),
  orgs: z.array(z.object({ name: z.string(), roleInOrg: z.string().optional() })).default([]),
  auth: z.object({ accessToken: accessTokenSchema.optional() }),
});
type IdentityBody = z.output<typeof identitySchema>;

/** Asks the Hub who the token belongs to. @throws HubError "bad-token" or "unreachable" */
export async function identifyUser(connection: HubConnection): Promise<HubIdentity> {
  const body = await asHubAction('Cannot check who you are', () => whoAmI(clientParameters(connection)));
  const parsed = identitySchema.safeParse(body);
  if (!parsed.success) {
    throw new HubError('refused', 'Cannot check who you are: the Hub answered in an unknown form', {
      details: z.prettifyError(parsed.error),
    });
  }
  const identity = parsed.data;
  return {
    user: identity.name,
    organisations: identity.orgs.map((organisation) => organisation.name),
    scopes: scopesOf(identity),
    mayWrite: (owner) => mayWrite(identity, owner),
  };
}

function scopesOf({ auth }: IdentityBody): readonly string[] {
  const token = auth.accessToken;
  if (token?.fineGrained === undefined) {
    return token === undefined ? [] : [token.role];
  }
  return token.fineGrained.scoped.flatMap(({ entity, permissions }) =>
    permissions.map((permission) => `${entity.name}: ${permission}`),
  );
}

function mayWrite({ name, orgs, auth }: IdentityBody, owner: string): boolean {
  const organisation = orgs.find((candidate) => candidate.name === owner);
  if (name !== owner && (organisation === undefined || organisation.roleInOrg === 'read')) {
    return false;
  }
  const token = auth.accessToken;
  if (token?.fineGrained !== undefined) {
    return token.fineGrained.scoped.some(
      ({ entity, permissions }) => entity.name === owner && permissions.includes('repo.write'),
    );
  }
  return token === undefined || token.role !== 'read';
}
