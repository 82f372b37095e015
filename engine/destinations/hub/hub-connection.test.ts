import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRepository } from './create-repository.ts';
import { connectToHub, hubUrl } from './hub-connection.ts';
import { HubError } from './hub-error.ts';
import { identifyUser } from './identify-user.ts';
import { createTag, ensureBranch } from './references.ts';
import { checkRepositoryName, toRepositoryName } from './repository-name.ts';
import { readRepositoryState } from './repository-state.ts';
import { HubDouble } from './testing/hub-double.ts';
import { connectTestHub, startTestHub } from './testing/test-connection.ts';

const repository = { type: 'model', name: 'ada/pets' } as const;
const signal = new AbortController().signal;

test('connectToHub() asks for a token, and for one of the Hub', () => {
  assert.throws(() => connectToHub({ token: undefined, signal }), { code: 'no-token' });
  assert.throws(() => connectToHub({ token: 'secret of something else', signal }), { code: 'bad-token' });
});

test('hubUrl() follows HF_ENDPOINT as the official clients do', () => {
  assert.equal(hubUrl({}), 'https://huggingface.co');
  assert.equal(hubUrl({ HF_ENDPOINT: 'http://127.0.0.1:9/' }), 'http://127.0.0.1:9');
});

test('identifyUser() says who a token belongs to and where it may write', async () => {
  await using hub = await HubDouble.start({
    accounts: [
      { token: 'hf_write', user: 'ada', organisations: { acme: 'admin', club: 'read' } },
      { token: 'hf_read', user: 'ada', role: 'read' },
      {
        token: 'hf_fine',
        user: 'ada',
        role: 'fineGrained',
        scopes: { ada: ['repo.content.read', 'repo.write'] },
      },
    ],
  });
  const described = await Promise.all(
    ['hf_write', 'hf_read', 'hf_fine'].map(async (token) => {
      const identity = await identifyUser(connectTestHub(hub, { token }));
      const writable = ['ada', 'acme', 'club', 'other'].filter((owner) => identity.mayWrite(owner));
      return { scopes: identity.scopes, writable };
    }),
  );
  assert.deepEqual(described, [
    { scopes: ['write'], writable: ['ada', 'acme'] },
    { scopes: ['read'], writable: [] },
    { scopes: ['ada: repo.content.read', 'ada: repo.write'], writable: ['ada'] },
  ]);
});

test('identifyUser() reports a token nobody has, and a Hub that is not there', async () => {
  const hub = await startTestHub();
  await assert.rejects(identifyUser(connectTestHub(hub, { token: 'hf_wrong' })), { code: 'bad-token' });
  const connection = connectTestHub(hub);
  await hub[Symbol.asyncDispose]();
  await assert.rejects(identifyUser(connection), { code: 'unreachable' });
});

test('createRepository() takes an existing repository as it is and reports every other refusal', async () => {
  await using hub = await startTestHub();
  const connection = connectTestHub(hub);
  await createRepository(connection, repository, { visibility: 'private' });
  await createRepository(connection, repository, { visibility: 'public' });
  assert.equal((await readRepositoryState(connection, repository))?.private, true);
  const foreign = { type: 'model', name: 'somebody/pets' } as const;
  await assert.rejects(createRepository(connection, foreign, { visibility: 'public' }), {
    code: 'no-write-scope',
  });
});

test('readRepositoryState() is null where there is nothing', async () => {
  await using hub = await startTestHub();
  assert.equal(await readRepositoryState(connectTestHub(hub), repository), null);
});

test('ensureBranch() is content with a branch that is there; createTag() moves no tag', async () => {
  await using hub = await startTestHub();
  const connection = connectTestHub(hub);
  await createRepository(connection, repository, { visibility: 'public' });
  await ensureBranch(connection, repository, { branch: 'v1', start: 'main' });
  await ensureBranch(connection, repository, { branch: 'v1', start: 'main' });
  const state = await readRepositoryState(connection, repository);
  const commit = state?.branches.get('v1') ?? '';
  await createTag(connection, repository, { tag: 'best', commit, message: 'best' });
  assert.equal((await readRepositoryState(connection, repository))?.tags.get('best'), commit);
  await assert.rejects(createTag(connection, repository, { tag: 'best', commit, message: 'again' }), {
    code: 'branch-moved',
  });
});

test('checkRepositoryName() refuses what the Hub refuses, and toRepositoryName() makes only good names', () => {
  const bad = ['', '-a', 'a.', 'a--b', 'a..b', 'a/b', 'a b', 'x.git', 'ä', 'a'.repeat(97)];
  for (const name of bad) {
    assert.throws(() => checkRepositoryName(name), HubError, name);
    checkRepositoryName(toRepositoryName(name));
  }
  assert.equal(toRepositoryName('pets segmentation'), 'pets-segmentation');
});
