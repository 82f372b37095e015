import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HubDouble } from '../../destinations/hub/testing/hub-double.ts';
import { pointToHub } from '../../destinations/hub/testing/hub-endpoint.ts';
import { SecretStore } from '../../destinations/secrets/secret-store.ts';
import type { HandlerContext } from '../handler.ts';
import { accountHandlers } from './account.ts';

const context = { signal: new AbortController().signal } as HandlerContext;
const hubOptions = {
  accounts: [
    { token: 'hf_writerWriter1234', user: 'ada', organisations: { acme: 'write' } },
    { token: 'hf_readerReader5678', user: 'ada', role: 'read' },
  ],
} as const;

test('D17 account.signIn answers with who it is, and never with the token', async () => {
  await withHub(async () => {
    const { handlers, secrets } = await makeHandlers();
    const view = await handlers['account.signIn'](
      { service: 'huggingface', secret: ' hf_writerWriter1234 ', remember: true },
      context,
    );
    assert.deepEqual(view, {
      service: 'huggingface',
      signedIn: true,
      user: 'ada',
      organisations: ['acme'],
      scopes: ['write'],
      lastFour: '1234',
      storage: 'session',
      problem: null,
    });
    assert.ok(!JSON.stringify(view).includes('hf_writer'));
    assert.equal(secrets.get('huggingface'), 'hf_writerWriter1234');
  });
});

test('account.signIn keeps no token that does not work', async () => {
  await withHub(async () => {
    const { handlers, secrets } = await makeHandlers();
    for (const secret of ['hf_unknownUnknown', 'not a token']) {
      await assert.rejects(
        handlers['account.signIn']({ service: 'huggingface', secret, remember: false }, context),
        {
          code: 'bad-token',
        },
      );
    }
    await assert.rejects(
      handlers['account.signIn']({ service: 'google', secret: '{}', remember: false }, context),
      {
        code: 'not-a-credentials-file',
      },
    );
    assert.deepEqual(secrets.values(), {});
  });
});

test('account.get says that a token may only read, and that one from the environment is wrong', async () => {
  await withHub(async () => {
    const reader = await makeHandlers({ HF_TOKEN: 'hf_readerReader5678' });
    const readOnly = await reader.handlers['account.get']({ service: 'huggingface' }, context);
    assert.match(String(readOnly.problem), /only read/);
    const wrong = await makeHandlers({ HF_TOKEN: 'hf_oldOldOldOld' });
    const view = await wrong.handlers['account.get']({ service: 'huggingface' }, context);
    assert.deepEqual([view.signedIn, view.storage], [false, 'environment']);
    assert.match(String(view.problem), /401/);
  });
});

test('account.signOut forgets, and account.get then names nobody', async () => {
  await withHub(async () => {
    const { handlers } = await makeHandlers({ HF_TOKEN: 'hf_writerWriter1234' });
    const view = await handlers['account.signOut']({ service: 'huggingface' }, context);
    assert.deepEqual([view.signedIn, view.user, view.lastFour, view.storage], [false, null, null, 'none']);
  });
});

test('account.signIn reads who a service-account file speaks for', async () => {
  const { handlers } = await makeHandlers();
  const file = { type: 'service_account', client_email: 'robot@p.iam', private_key: 'key', project_id: 'p' };
  const view = await handlers['account.signIn'](
    { service: 'google', secret: JSON.stringify(file), remember: false },
    context,
  );
  assert.deepEqual(
    [view.signedIn, view.user, view.scopes, view.lastFour],
    [true, 'robot@p.iam', ['p'], null],
  );
});

async function makeHandlers(environment: NodeJS.ProcessEnv = {}) {
  const secrets = await SecretStore.create({ environment });
  return { secrets, handlers: accountHandlers(secrets) };
}

async function withHub(run: () => Promise<void>): Promise<void> {
  await using hub = await HubDouble.start(hubOptions);
  using _endpoint = pointToHub(hub.url);
  await run();
}
