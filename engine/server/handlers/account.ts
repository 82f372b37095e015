import type { AccountView, pushMethods } from '../../contract/push.ts';
import { connectToHub } from '../../destinations/hub/hub-connection.ts';
import { HubError } from '../../destinations/hub/hub-error.ts';
import { type HubIdentity, identifyUser } from '../../destinations/hub/identify-user.ts';
import { AccountError } from '../../destinations/secrets/account-error.ts';
import { readGoogleAccount } from '../../destinations/secrets/google-account.ts';
import type { SecretService, SecretStore } from '../../destinations/secrets/secret-store.ts';
import type { Handlers } from '../handler.ts';

type AccountMethods = Pick<typeof pushMethods, 'account.get' | 'account.signIn' | 'account.signOut'>;

/** Sign-in for push destinations: the window learns who is signed in, never the secret (rule D17). */
export function accountHandlers(secrets: SecretStore): Handlers<AccountMethods> {
  return {
    'account.get': async ({ service }, { signal }) => await describeAccount(secrets, service, signal),
    'account.signIn': async ({ service, secret, remember }, { signal }) => {
      const trimmed = secret.trim();
      await checkSecret(service, trimmed, signal);
      secrets.put(service, trimmed, remember ? 'remember' : 'session');
      return await describeAccount(secrets, service, signal);
    },
    'account.signOut': async ({ service }, { signal }) => {
      secrets.forget(service);
      return await describeAccount(secrets, service, signal);
    },
  };
}

/** A secret that does not work is not kept. @throws HubError or AccountError */
async function checkSecret(service: SecretService, secret: string, signal: AbortSignal): Promise<void> {
  if (service === 'google') {
    readGoogleAccount(secret);
    return;
  }
  await identifyUser(connectToHub({ token: secret, signal, retry: interactiveRetry }));
}

/** Somebody waits at the keyboard: say soon that the Hub cannot be reached. */
const interactiveRetry = { attempts: 2 };

async function describeAccount(
  secrets: SecretStore,
  service: SecretService,
  signal: AbortSignal,
): Promise<AccountView> {
  const secret = secrets.get(service);
  const empty: AccountView = {
    service,
    signedIn: false,
    user: null,
    organisations: [],
    scopes: [],
    lastFour: null,
    storage: secrets.storage(service),
    problem: null,
  };
  if (secret === undefined) {
    return empty;
  }
  if (service === 'google') {
    return describeGoogle(secret, empty);
  }
  return await describeHub(secret, { ...empty, lastFour: secret.slice(-4) }, signal);
}

async function describeHub(token: string, view: AccountView, signal: AbortSignal): Promise<AccountView> {
  try {
    const identity = await identifyUser(connectToHub({ token, signal, retry: interactiveRetry }));
    return {
      ...view,
      signedIn: true,
      user: identity.user,
      organisations: [...identity.organisations],
      scopes: [...identity.scopes],
      problem: writeProblem(identity),
    };
  } catch (error) {
    if (!(error instanceof HubError)) {
      throw error;
    }
    return { ...view, problem: `${error.message}. ${error.hint ?? ''}`.trim() };
  }
}

function writeProblem(identity: HubIdentity): string | null {
  const owners = [identity.user, ...identity.organisations];
  return owners.some((owner) => identity.mayWrite(owner))
    ? null
    : 'This token may only read; a push needs one with write access';
}

function describeGoogle(secret: string, view: AccountView): AccountView {
  try {
    const { email, project } = readGoogleAccount(secret);
    return { ...view, signedIn: true, user: email, scopes: project === null ? [] : [project] };
  } catch (error) {
    if (!(error instanceof AccountError)) {
      throw error;
    }
    return { ...view, problem: `${error.message}. ${error.hint ?? ''}`.trim() };
  }
}
