import { VertexError } from './vertex-error.ts';

/** The project to work in: as set, or the credentials' own, or `GOOGLE_CLOUD_PROJECT`. @throws VertexError "settings" */
export function projectOf(set: string, credentials: string | undefined): string {
  const own =
    credentials === undefined ? undefined : (JSON.parse(credentials) as { project_id?: string }).project_id;
  const project = set || own || process.env.GOOGLE_CLOUD_PROJECT;
  if (project) return project;
  throw new VertexError('settings', 'The Google Cloud project is not known', {
    hint: 'Set "project", or sign in with a service-account file',
    location: { parameter: 'project' },
  });
}
