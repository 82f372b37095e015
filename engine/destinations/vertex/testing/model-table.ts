import type { Message } from './service-protos.ts';
import { type Answer, invalid, notFound, type StartOperation } from './service-refusal.ts';

export interface ModelVersion extends Message {
  readonly name: string;
  readonly versionId: string;
  versionAliases: readonly string[];
}

const serviceType = 'google.cloud.aiplatform.v1';

/** The double's model registry: models with versions and aliases. */
export class ModelTable {
  /** Versions by model name without "@version", oldest first. */
  readonly versions = new Map<string, ModelVersion[]>();
  #next = 1000;

  answers(start: StartOperation): Readonly<Record<string, Answer>> {
    return {
      uploadModel: (request: Message & { parent: string; parentModel: string; model: Message }) => {
        checkUpload(request.model);
        if (request.parentModel !== '') this.#all(request.parentModel);
        return start('uploadModel', request.parent, () => {
          const version = this.#add(request);
          return {
            type: `${serviceType}.UploadModelResponse`,
            value: { model: version.name, modelVersionId: version.versionId },
          };
        });
      },
      getModel: ({ name }: { name: string }) => this.find(name),
      listModels: ({ filter }: { filter: string }) => ({
        models: [...this.versions.values()]
          .map((list) => list.at(-1))
          .filter((model) => matchesFilter(model, filter)),
      }),
      listModelVersions: ({ name }: { name: string }) => ({ models: [...this.#all(name)].reverse() }),
      mergeVersionAliases: ({ name, versionAliases }: { name: string; versionAliases: string[] }) =>
        this.#mergeAliases(name, versionAliases),
    } as Readonly<Record<string, Answer>>;
  }

  /** A version by "models/ID", "models/ID@VERSION" or "models/ID@ALIAS". */
  find(name: string): ModelVersion {
    const [, wanted] = name.split('@');
    const versions = this.#all(name);
    const found =
      wanted === undefined
        ? versions.find((version) => version.versionAliases.includes('default'))
        : versions.find((version) => version.versionId === wanted || version.versionAliases.includes(wanted));
    return found ?? notFound('model version', name);
  }

  #all(name: string): ModelVersion[] {
    const [bare = ''] = name.split('@');
    return this.versions.get(bare) ?? notFound('model', name);
  }

  #add({
    parent,
    parentModel,
    model,
  }: {
    parent: string;
    parentModel: string;
    model: Message;
  }): ModelVersion {
    const name = parentModel === '' ? `${parent}/models/${this.#next++}` : (parentModel.split('@')[0] ?? '');
    const versions = this.versions.get(name) ?? [];
    const aliases = (model.versionAliases as string[] | undefined) ?? [];
    const first = versions.length === 0;
    const version = {
      ...model,
      name,
      versionId: String(versions.length + 1),
      versionAliases: first ? [...new Set(['default', ...aliases])] : [],
    };
    this.versions.set(name, [...versions, version]);
    if (!first) this.#mergeAliases(`${name}@${version.versionId}`, aliases);
    return version;
  }

  /** An alias belongs to one version; "-alias" takes it away; "default" can only be moved. */
  #mergeAliases(name: string, changes: readonly string[]): ModelVersion {
    const version = this.find(name);
    if (changes.includes('-default')) invalid('The alias "default" can be moved but not removed.');
    for (const change of changes) {
      const alias = change.replace(/^-/, '');
      for (const other of this.#all(name))
        other.versionAliases = other.versionAliases.filter((held) => held !== alias);
      if (!change.startsWith('-')) version.versionAliases = [...version.versionAliases, alias];
    }
    return version;
  }
}

function checkUpload(model: Message): void {
  const { displayName, artifactUri, containerSpec, labels } = model as {
    displayName: string;
    artifactUri: string;
    containerSpec: { imageUri: string } | null;
    labels: Record<string, string>;
  };
  if (displayName === '' || displayName.length > 128) invalid('display_name must have 1 to 128 characters.');
  if (!artifactUri.startsWith('gs://')) invalid('artifact_uri must be a Cloud Storage folder.');
  if (!containerSpec?.imageUri) invalid('container_spec.image_uri is required.');
  for (const [key, value] of Object.entries(labels))
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(key) || !/^[a-z0-9_-]{0,63}$/.test(value))
      invalid(`Label "${key}: ${value}" has characters other than lower-case letters, digits, _ and -.`);
}

/** `display_name="…"` and `labels.key="…"`, joined with AND. */
export function matchesFilter(resource: Message | undefined, filter: string): boolean {
  if (resource === undefined) return false;
  return filter.split(' AND ').every((condition) => {
    if (condition.trim() === '') return true;
    const match = /^(?:(display_name)|labels\.([\w-]+))\s*=\s*"([^"]*)"$/.exec(condition.trim());
    if (match === null) return invalid(`The filter "${filter}" is not valid.`);
    const [, , label, value] = match;
    return label === undefined
      ? resource.displayName === value
      : (resource.labels as Record<string, string>)[label] === value;
  });
}
