import type { FileChanges } from '../../destinations/hub/compare-files.ts';
import type { RepositoryState } from '../../destinations/hub/repository-state.ts';
import type { DestinationState } from './destination-state.ts';
import type { PushMaterial } from './push-material.ts';
import type { PushTarget, SpaceTarget } from './push-target.ts';

/** What a push would change, repository by repository. */
export interface PlannedChanges {
  readonly model: FileChanges;
  /** Null where main is left alone. */
  readonly main: FileChanges | null;
  readonly spaces: readonly {
    readonly space: SpaceTarget;
    readonly found: RepositoryState | null;
    readonly changes: FileChanges;
  }[];
}

/** In words that follow "Creates"; `version` is null where an earlier push is only completed. */
export function creations(params: {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly state: DestinationState;
  readonly changes: PlannedChanges;
  readonly version: string | null;
}): string[] {
  const { material, target, state, changes, version } = params;
  const { visibility, tag } = material.parameters;
  return [
    ...(state.model === null ? [`the ${visibility} model repository ${target.model.name}`] : []),
    ...(version === null ? [] : [`the branch ${version} with one commit`]),
    ...(changes.main !== null && hasChanges(changes.main) ? ['a commit on main'] : []),
    ...(tag === '' || state.model?.tags.has(tag) ? [] : [`the tag ${tag}`]),
    ...changes.spaces.flatMap(({ space, found, changes: planned }) => {
      const name = `${space.kind} Space ${space.repository.name}`;
      if (found === null) {
        return [`the ${visibility} ${name}`];
      }
      return hasChanges(planned) ? [`a commit on the ${name}`] : [];
    }),
  ];
}

function hasChanges({ added, changed, removed }: FileChanges): boolean {
  return added.length + changed.length + removed.length > 0;
}

/** What to know before a push. */
export function notes(params: {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly state: DestinationState;
  readonly base: string | undefined;
  readonly repeated: string | undefined;
}): string[] {
  const { material, target, state, base, repeated } = params;
  const isPrivate = state.model?.private ?? material.parameters.visibility === 'private';
  return [
    ...(repeated === undefined ? [] : [repeatNote(repeated, material.parameters.push_again)]),
    ...(base === undefined ? [] : [`Changes are against "${base}"`]),
    ...(isPrivate && target.spaces.some((space) => space.kind === 'gradio')
      ? [
          'The model is private: give the Gradio Space a secret HF_TOKEN with read access, in its settings on the Hub',
        ]
      : []),
  ];
}

function repeatNote(version: string, again: boolean): string {
  return again
    ? `This model was pushed before as ${version}; it goes up once more`
    : `This model was pushed before as ${version}; running only completes that push. Turn on "Push again" for a new version`;
}
