import { downloadFile } from '@huggingface/hub';
import { parse } from 'yaml';
import * as z from 'zod';
import type { PushedVersionView } from '../../contract/push.ts';
import { asHubAction, clientParameters, type HubConnection } from '../../destinations/hub/hub-connection.ts';
import { identifyUser } from '../../destinations/hub/identify-user.ts';
import { type HubRepository, repositoryUrl } from '../../destinations/hub/repository-name.ts';
import { readRepositoryState } from '../../destinations/hub/repository-state.ts';
import { inputOf, type PushMaterial } from './push-material.ts';
import { choosePushTarget } from './push-target.ts';
import { listVersions, type PushedVersion } from './versions.ts';

/** The versions in a push's model repository, with the metrics of their cards. @throws HubError */
export async function describeVersions(
  material: PushMaterial,
  connection: HubConnection,
): Promise<readonly PushedVersionView[]> {
  const { parameters, pipelineName } = material;
  const identity = await identifyUser(connection);
  const { model } = choosePushTarget({ parameters, pipelineName, identity });
  const state = await readRepositoryState(connection, model);
  if (state === null) {
    return [];
  }
  const versions = await listVersions(connection, model, state);
  const digest = inputOf(material, 'model')?.digest ?? null;
  return await Promise.all(
    versions.map(async (version) => ({
      repository: model.name,
      version: version.version,
      pushedMs: Number(version.version.slice(1)) * 1000,
      url: `${repositoryUrl(connection.url, model)}/tree/${version.version}`,
      sameModel: isSameModel(version, digest),
      metrics: await readMetrics(connection, model, version.commitId),
    })),
  );
}

function isSameModel({ manifest }: PushedVersion, digest: string | null): boolean | null {
  const pushed = manifest?.modelDigest ?? null;
  return pushed === null || digest === null ? null : pushed === digest;
}

const cardSchema = z.object({
  'model-index': z.array(
    z.object({
      results: z.array(
        z.object({
          metrics: z.array(z.object({ name: z.string().optional(), type: z.string(), value: z.unknown() })),
        }),
      ),
    }),
  ),
});

async function readMetrics(
  connection: HubConnection,
  repository: HubRepository,
  revision: string,
): Promise<Record<string, number>> {
  return await asHubAction(`Cannot read the card of ${repository.name}`, async () => {
    const parameters = { ...clientParameters(connection), repo: repository, path: 'README.md', revision };
    const blob = await downloadFile({ ...parameters, xet: false });
    return blob === null ? {} : metricsOf(await blob.text());
  });
}

/** Metrics in a card's model-index by name; none where the card has no such block or a broken one. */
function metricsOf(card: string): Record<string, number> {
  const block = /^---\r?\n([\s\S]*?)\r?\n---/.exec(card)?.[1] ?? '';
  const parsed = cardSchema.safeParse(parseYaml(block));
  const results = parsed.success ? parsed.data['model-index'].flatMap((model) => model.results) : [];
  const metrics = results.flatMap((result) => result.metrics);
  return Object.fromEntries(
    metrics.flatMap(({ name, type, value }) => (typeof value === 'number' ? [[name ?? type, value]] : [])),
  );
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
