import { createHash } from 'node:crypto';
import { DoubleFailure, entryNotFound, repositoryNotFound, revisionNotFound } from './double-failure.ts';
import { gitBlobId, lfsPointer } from './git-objects.ts';

export type RepositoryType = 'model' | 'dataset' | 'space';

export interface StoredFile {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes where the file is a large one. */
  readonly lfsOid: string | null;
}

export interface StoredCommit {
  readonly id: string;
  readonly parent: string | null;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly date: string;
  readonly tree: ReadonlyMap<string, StoredFile>;
}

export interface Repository {
  readonly type: RepositoryType;
  readonly id: string;
  readonly private: boolean;
  readonly sdk: string | null;
  readonly commits: Map<string, StoredCommit>;
  readonly branches: Map<string, string>;
  readonly tags: Map<string, string>;
}

/** Id as git would list it: of the pointer for a large file, of the bytes otherwise. */
export function treeObjectId(file: StoredFile): string {
  return gitBlobId(file.lfsOid === null ? file.bytes : lfsPointer(file.lfsOid, file.bytes.byteLength));
}

/** Repositories with their histories, in memory, and the large objects that were uploaded. */
export class RepositoryStore {
  readonly repositories = new Map<string, Repository>();
  /** Large objects by repository and SHA-256: storage is not shared between repositories. */
  readonly largeObjects = new Map<string, Buffer>();
  #clock = 0;

  create(params: {
    readonly type: RepositoryType;
    readonly id: string;
    readonly private: boolean;
    readonly sdk: string | null;
    readonly author: string;
  }): Repository {
    const { author, ...identity } = params;
    const repository: Repository = {
      ...identity,
      commits: new Map(),
      branches: new Map(),
      tags: new Map(),
    };
    this.repositories.set(`${params.type}/${params.id}`, repository);
    const gitAttributes = Buffer.from('*.bin filter=lfs diff=lfs merge=lfs -text\n');
    const tree = new Map([['.gitattributes', { bytes: gitAttributes, lfsOid: null }]]);
    this.append(repository, 'main', { title: 'initial commit', description: '', author, tree });
    return repository;
  }

  /** @throws DoubleFailure 404 */
  find(type: RepositoryType, id: string): Repository {
    const repository = this.repositories.get(`${type}/${id}`);
    if (repository === undefined) {
      throw repositoryNotFound();
    }
    return repository;
  }

  /** Resolves a branch, a tag, a commit id or HEAD. @throws DoubleFailure 404 */
  commit(repository: Repository, revision: string): StoredCommit {
    const name = revision === 'HEAD' ? 'main' : revision;
    const id = repository.branches.get(name) ?? repository.tags.get(name) ?? name;
    const commit = repository.commits.get(id);
    if (commit === undefined) {
      throw revisionNotFound(revision);
    }
    return commit;
  }

  append(
    repository: Repository,
    branch: string,
    content: Omit<StoredCommit, 'id' | 'parent' | 'date'>,
  ): StoredCommit {
    const parent = repository.branches.get(branch) ?? null;
    this.#clock += 1;
    const date = new Date(Date.UTC(2026, 0, 1) + this.#clock * 1000).toISOString();
    const listing = [...content.tree].map(([path, file]) => `${path} ${treeObjectId(file)}`).sort();
    const id = createHash('sha1')
      .update([repository.id, parent, date, content.title, ...listing].join('\n'))
      .digest('hex');
    const commit: StoredCommit = { ...content, id, parent, date };
    repository.commits.set(id, commit);
    repository.branches.set(branch, id);
    return commit;
  }

  largeObject(repository: Repository, oid: string): Buffer | undefined {
    return this.largeObjects.get(`${repository.type}/${repository.id}/${oid}`);
  }

  keepLargeObject(repository: Repository, oid: string, bytes: Buffer): void {
    this.largeObjects.set(`${repository.type}/${repository.id}/${oid}`, bytes);
  }

  /** Bytes of one file. @throws DoubleFailure 404 */
  read(params: {
    readonly type: RepositoryType;
    readonly id: string;
    readonly path: string;
    readonly revision?: string;
  }): Buffer {
    const repository = this.find(params.type, params.id);
    const file = this.commit(repository, params.revision ?? 'main').tree.get(params.path);
    if (file === undefined) {
      throw entryNotFound();
    }
    return file.bytes;
  }

  paths(params: {
    readonly type: RepositoryType;
    readonly id: string;
    readonly revision?: string;
  }): string[] {
    const repository = this.find(params.type, params.id);
    return [...this.commit(repository, params.revision ?? 'main').tree.keys()].sort();
  }

  usedBytes(owner: string): number {
    return [...this.largeObjects]
      .filter(([key]) => key.split('/')[1] === owner)
      .reduce((sum, [, bytes]) => sum + bytes.byteLength, 0);
  }

  /** @throws DoubleFailure 409 */
  refuseExistingReference(repository: Repository, name: string): void {
    if (repository.branches.has(name) || repository.tags.has(name)) {
      throw new DoubleFailure(409, `Reference already exists: ${name}`);
    }
  }
}
