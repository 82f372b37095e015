import { DoubleFailure, repositoryNotFound } from './double-failure.ts';
import type { Repository } from './repository-store.ts';

/** A token the double knows, with who it belongs to and what it may do. */
export interface DoubleAccount {
  readonly token: string;
  readonly user: string;
  /** Organisations with the account's role in each. */
  readonly organisations?: Readonly<Record<string, 'admin' | 'write' | 'contributor' | 'read'>>;
  readonly role?: 'write' | 'read' | 'fineGrained';
  /** For fine-grained tokens: permissions by user or organisation. */
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
}

/** Who may do what, as the Hub decides it. */
export class Accounts {
  readonly #accounts = new Map<string, DoubleAccount>();

  constructor(accounts: readonly DoubleAccount[]) {
    for (const account of accounts) {
      this.#accounts.set(account.token, account);
    }
  }

  /** Null without a token. @throws DoubleFailure 401 for a token nobody has */
  identify(authorization: string | undefined): DoubleAccount | null {
    if (authorization === undefined) {
      return null;
    }
    const account = this.#accounts.get(authorization.replace(/^Bearer /, ''));
    if (account === undefined) {
      const message = 'Invalid credentials in Authorization header';
      throw new DoubleFailure(401, 'Invalid username or password.', {
        headers: { 'X-Error-Message': message },
      });
    }
    return account;
  }

  /** @throws DoubleFailure 401 or 403 */
  requireWriter(account: DoubleAccount | null, namespace: string): DoubleAccount {
    if (account === null) {
      throw new DoubleFailure(401, 'Invalid username or password.');
    }
    if (!mayWrite(account, namespace)) {
      const message = `You don't have the rights to create or change repositories under the namespace "${namespace}"`;
      throw new DoubleFailure(403, message, { headers: { 'X-Error-Message': message } });
    }
    return account;
  }

  /** A private repository does not exist for those who may not see it. @throws DoubleFailure 404 */
  requireReader(account: DoubleAccount | null, repository: Repository): void {
    const namespace = repository.id.split('/')[0] ?? '';
    if (repository.private && (account === null || !isMember(account, namespace))) {
      throw repositoryNotFound();
    }
  }
}

function isMember(account: DoubleAccount, namespace: string): boolean {
  return account.user === namespace || account.organisations?.[namespace] !== undefined;
}

function mayWrite(account: DoubleAccount, namespace: string): boolean {
  if (account.role === 'read' || !isMember(account, namespace)) {
    return false;
  }
  if (account.role === 'fineGrained') {
    return account.scopes?.[namespace]?.includes('repo.write') ?? false;
  }
  return account.user === namespace || account.organisations?.[namespace] !== 'read';
}

/** The body of `GET /api/whoami-v2`. */
export function whoAmIBody(account: DoubleAccount): unknown {
  return {
    type: 'user',
    id: `id-${account.user}`,
    name: account.user,
    fullname: account.user,
    email: `${account.user}@example.com`,
    emailVerified: true,
    canPay: false,
    isPro: false,
    periodEnd: null,
    billingMode: 'postpaid',
    avatarUrl: '/avatars/none.svg',
    orgs: Object.entries(account.organisations ?? {}).map(([name, roleInOrg]) => ({
      type: 'org',
      id: `id-${name}`,
      name,
      fullname: name,
      email: null,
      canPay: false,
      periodEnd: null,
      avatarUrl: '/avatars/none.svg',
      roleInOrg,
    })),
    auth: { type: 'access_token', accessToken: accessTokenBody(account) },
  };
}

function accessTokenBody(account: DoubleAccount): unknown {
  const role = account.role ?? 'write';
  const token = { displayName: 'millrace', role, createdAt: '2026-01-01T00:00:00.000Z' };
  if (role !== 'fineGrained') {
    return token;
  }
  const scoped = Object.entries(account.scopes ?? {}).map(([name, permissions]) => ({
    entity: { _id: `id-${name}`, type: name === account.user ? 'user' : 'org', name },
    permissions,
  }));
  return { ...token, fineGrained: { canReadGatedRepos: false, global: [], scoped } };
}
