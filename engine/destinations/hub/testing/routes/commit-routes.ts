import * as z from 'zod';
import { cardProblems } from '../card-rules.ts';
import { DoubleFailure, entryNotFound, revisionNotFound } from '../double-failure.ts';
import { type DoubleRequest, parseJson, type Route, requireContentType } from '../double-request.ts';
import type { Repository, StoredFile } from '../repository-store.ts';
import { pagePath, writableRepository } from './repository-routes.ts';

const repository = '(?<type>models|spaces|datasets)\\/(?<id>[^/]+\\/[^/]+)';
const pathSchema = z.string().refine(isRepositoryPath, 'is not a path inside the repository');

const headerSchema = z.strictObject({
  summary: z.string().min(1),
  description: z.string().optional(),
  parentCommit: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/)
    .optional(),
});

const lineSchema = z.discriminatedUnion('key', [
  z.strictObject({
    key: z.literal('file'),
    value: z.strictObject({
      path: pathSchema,
      content: z.string(),
      encoding: z.enum(['utf-8', 'base64']).optional(),
    }),
  }),
  z.strictObject({
    key: z.literal('lfsFile'),
    value: z.strictObject({
      path: pathSchema,
      algo: z.literal('sha256'),
      oid: z.string(),
      size: z.number().int().optional(),
    }),
  }),
  z.strictObject({ key: z.literal('deletedFile'), value: z.strictObject({ path: pathSchema }) }),
  z.strictObject({ key: z.literal('deletedFolder'), value: z.strictObject({ path: z.string() }) }),
]);
type Line = z.output<typeof lineSchema>;

/** The commit endpoint: newline-separated JSON, first the header, then one operation a line. */
export const commitRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: new RegExp(`^/api/${repository}/commit/(?<branch>[^/]+)$`),
    handle(request) {
      requireContentType(request, 'application/x-ndjson');
      const found = writableRepository(request);
      const branch = request.match.branch ?? '';
      const head = found.branches.get(branch);
      if (head === undefined) {
        throw revisionNotFound(branch);
      }
      const { header, lines } = parseLines(request.body.toString());
      if (header.parentCommit !== undefined && !head.startsWith(header.parentCommit)) {
        throw new DoubleFailure(412, 'A commit has happened since. Please refresh and try again.');
      }
      const tree = applyLines(request, found, branch, lines);
      const commit = request.hub.store.append(found, branch, {
        title: header.summary,
        description: header.description ?? '',
        author: request.account?.user ?? '',
        tree,
      });
      const commitUrl = `${request.hub.url}${pagePath(found)}/commit/${commit.id}`;
      return { json: { success: true, commitUrl, commitOid: commit.id, hookOutput: '' } };
    },
  },
];

function parseLines(body: string): { header: z.output<typeof headerSchema>; lines: readonly Line[] } {
  const [first, ...rest] = body.split('\n').filter((line) => line !== '');
  const header = z
    .strictObject({ key: z.literal('header'), value: headerSchema })
    .safeParse(parseJson(first ?? 'null'));
  if (!header.success) {
    throw new DoubleFailure(400, `The first line must be the header: ${z.prettifyError(header.error)}`);
  }
  const lines = rest.map((text, index) => {
    const line = lineSchema.safeParse(parseJson(text));
    if (!line.success) {
      throw new DoubleFailure(400, `Line ${index + 2}: ${z.prettifyError(line.error)}`);
    }
    return line.data;
  });
  return { header: header.data.value, lines };
}

function applyLines(
  request: DoubleRequest,
  found: Repository,
  branch: string,
  lines: readonly Line[],
): ReadonlyMap<string, StoredFile> {
  const tree = new Map(request.hub.store.commit(found, branch).tree);
  for (const line of lines) {
    switch (line.key) {
      case 'file':
        tree.set(line.value.path, regularFile(found, line.value));
        break;
      case 'lfsFile':
        tree.set(line.value.path, largeFile(request, found, line.value));
        break;
      case 'deletedFile':
        if (!tree.delete(line.value.path)) {
          throw entryNotFound();
        }
        break;
      case 'deletedFolder':
        for (const path of [...tree.keys()].filter((name) => name.startsWith(line.value.path))) {
          tree.delete(path);
        }
        break;
    }
  }
  return tree;
}

function regularFile(
  found: Repository,
  value: { readonly path: string; readonly content: string; readonly encoding?: string | undefined },
): StoredFile {
  const bytes = Buffer.from(value.content, value.encoding === 'base64' ? 'base64' : 'utf-8');
  if (bytes.byteLength > 10 * 1024 * 1024) {
    throw new DoubleFailure(
      413,
      `"${value.path}" is too big for a regular file: it must go up as a large one`,
    );
  }
  const problems = value.path === 'README.md' ? cardProblems(bytes.toString(), found.type) : [];
  if (problems.length > 0) {
    throw new DoubleFailure(400, `Invalid metadata in README.md: ${problems.join('; ')}`);
  }
  return { bytes, lfsOid: null };
}

function largeFile(
  request: DoubleRequest,
  found: Repository,
  value: { readonly path: string; readonly oid: string; readonly size?: number | undefined },
): StoredFile {
  const bytes = request.hub.store.largeObject(found, value.oid);
  if (bytes === undefined || (value.size !== undefined && value.size !== bytes.byteLength)) {
    throw new DoubleFailure(400, `LFS pointer of "${value.path}" points to an object that was not uploaded`);
  }
  return { bytes, lfsOid: value.oid };
}

function isRepositoryPath(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length > 0 && !path.includes('\\') && parts.every((part) => !['', '.', '..', '.git'].includes(part))
  );
}
