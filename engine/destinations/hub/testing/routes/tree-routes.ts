import * as z from 'zod';
import { entryNotFound } from '../double-failure.ts';
import { type DoubleAnswer, type DoubleRequest, jsonBody, type Route } from '../double-request.ts';
import { lfsPointer } from '../git-objects.ts';
import { type StoredFile, treeObjectId } from '../repository-store.ts';
import { visibleRepository } from './repository-routes.ts';

const repository = '(?<type>models|spaces|datasets)\\/(?<id>[^/]+\\/[^/]+)';
const pathsInfoSchema = z.strictObject({ paths: z.array(z.string()), expand: z.boolean().optional() });

/** What is in a revision, and the commits that led there; long lists come in pages. */
export const treeRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: new RegExp(`^/api/${repository}/tree/(?<revision>[^/]+)(?:/(?<folder>.+))?$`),
    handle(request) {
      const tree = request.hub.store.commit(
        visibleRepository(request),
        request.match.revision ?? 'main',
      ).tree;
      const folder = request.match.folder ? `${request.match.folder}/` : '';
      const entries = treeEntries(tree, folder, request.url.searchParams.get('recursive') === 'true');
      if (folder !== '' && entries.length === 0) {
        throw entryNotFound();
      }
      return page(request, entries);
    },
  },
  {
    method: 'POST',
    pattern: new RegExp(`^/api/${repository}/paths-info/(?<revision>[^/]+)$`),
    handle(request) {
      const tree = request.hub.store.commit(
        visibleRepository(request),
        request.match.revision ?? 'main',
      ).tree;
      const paths = askedPaths(request);
      return { json: paths.flatMap((path) => fileEntry(path, tree.get(path)) ?? []) };
    },
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/api/${repository}/commits/(?<revision>[^/]+)$`),
    handle(request) {
      const found = visibleRepository(request);
      const commits = [];
      let id: string | null = request.hub.store.commit(found, request.match.revision ?? 'main').id;
      while (id !== null) {
        const commit = request.hub.store.commit(found, id);
        commits.push({
          id: commit.id,
          title: commit.title,
          message: commit.description,
          authors: [{ user: commit.author, avatar: '/avatars/none.svg' }],
          date: commit.date,
        });
        id = commit.parent;
      }
      return page(request, commits);
    },
  },
];

/** The official Python client sends a form here, the JavaScript one JSON. */
function askedPaths(request: DoubleRequest): readonly string[] {
  if (request.headers['content-type'] === 'application/x-www-form-urlencoded') {
    return new URLSearchParams(request.body.toString()).getAll('paths');
  }
  return jsonBody(request, pathsInfoSchema).paths;
}

function treeEntries(tree: ReadonlyMap<string, StoredFile>, folder: string, recursive: boolean): unknown[] {
  const folders = new Set<string>();
  const entries: unknown[] = [];
  for (const [path, file] of [...tree].filter(([name]) => name.startsWith(folder))) {
    const parts = path.slice(folder.length).split('/');
    const depth = recursive ? parts.length - 1 : Math.min(1, parts.length - 1);
    for (let level = 1; level <= depth; level += 1) {
      folders.add(folder + parts.slice(0, level).join('/'));
    }
    if (recursive || parts.length === 1) {
      entries.push(fileEntry(path, file));
    }
  }
  return [
    ...[...folders].map((path) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path })),
    ...entries,
  ];
}

function fileEntry(path: string, file: StoredFile | undefined): unknown {
  if (file === undefined) {
    return undefined;
  }
  const size = file.bytes.byteLength;
  const entry = { type: 'file', oid: treeObjectId(file), size, path };
  if (file.lfsOid === null) {
    return entry;
  }
  return { ...entry, lfs: { oid: file.lfsOid, size, pointerSize: lfsPointer(file.lfsOid, size).byteLength } };
}

function page(request: DoubleRequest, entries: readonly unknown[]): DoubleAnswer {
  const size = request.hub.options.pageSize ?? 1000;
  const start = Number(request.url.searchParams.get('cursor') ?? 0);
  const json = entries.slice(start, start + size);
  if (start + size >= entries.length) {
    return { json };
  }
  const next = new URL(request.url);
  next.searchParams.set('cursor', String(start + size));
  return { json, headers: { Link: `<${next.href}>; rel="next"` } };
}
