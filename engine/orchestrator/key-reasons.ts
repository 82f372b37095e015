import { isDeepStrictEqual } from 'node:util';
import type { Reason } from '../contract/notebook.ts';
import type { SourceFile } from '../metadata/source-set-table.ts';
import type { KeyParts } from './cache-key.ts';
import { sourceReason } from './source-reason.ts';

/** What reasons tell beyond the parts of the keys. */
export interface ReasonDetails {
  /** From which cell each input comes, so that a click on a reason can walk upstream (rule S4). */
  readonly origins: Readonly<Record<string, string>>;
  readonly sourcesBefore: readonly SourceFile[] | undefined;
  readonly sourcesNow: readonly SourceFile[] | undefined;
}

/** Why two keys differ, as sentences about the parts that do (rule S1); empty when they are equal. */
export function keyReasons(before: KeyParts, now: KeyParts, details: ReasonDetails): readonly Reason[] {
  return [
    ...versionReasons(before, now),
    ...configReasons(before.config, now.config),
    ...inputReasons(before.inputs, now.inputs, details.origins),
    ...codeReasons(before.code, now.code),
    ...(before.sources === now.sources ? [] : [sourceReason(details.sourcesBefore, details.sourcesNow)]),
    ...runtimeReasons(before.runtime, now.runtime),
    ...resolvedReasons(before.resolved, now.resolved),
    ...(before.salt === now.salt ? [] : [{ message: 'You asked to forget this result' }]),
  ];
}

function versionReasons(before: KeyParts, now: KeyParts): readonly Reason[] {
  const reasons: Reason[] = [];
  if (before.kind !== now.kind) {
    reasons.push({ message: `The component changed from ${before.kind} to ${now.kind}` });
  }
  if (before.v !== now.v) {
    reasons.push({ message: `The way keys are made changed (${before.v} -> ${now.v})` });
  }
  if (before.kind === now.kind && before.impl !== now.impl) {
    reasons.push({ message: `Step code version ${before.impl} -> ${now.impl}` });
  }
  return reasons;
}

function configReasons(before: KeyParts['config'], now: KeyParts['config']): readonly Reason[] {
  return changedNames(before, now).map((name) => ({
    message: `\`${name}\` changed from ${wordOf(before[name])} to ${wordOf(now[name])}`,
  }));
}

function inputReasons(
  before: KeyParts['inputs'],
  now: KeyParts['inputs'],
  origins: ReasonDetails['origins'],
): readonly Reason[] {
  return changedNames(before, now).map((name) => ({
    message: inputMessage(name, before[name], now[name]),
    ...(origins[name] === undefined ? {} : { cell: origins[name] }),
  }));
}

function inputMessage(name: string, before: readonly string[] = [], now: readonly string[] = []): string {
  if (before.length === 0) {
    return `Input \`${name}\` is new`;
  }
  return now.length === 0 ? `Input \`${name}\` is gone` : `Input \`${name}\` has new data`;
}

function codeReasons(before: KeyParts['code'], now: KeyParts['code']): readonly Reason[] {
  return changedNames(before, now).map((path) => {
    if (before[path] === undefined) {
      return { message: `Code of \`${path}\` is new` };
    }
    return {
      message: now[path] === undefined ? `Code of \`${path}\` is gone` : `Code of \`${path}\` changed`,
    };
  });
}

function runtimeReasons(before: KeyParts['runtime'], now: KeyParts['runtime']): readonly Reason[] {
  return changedNames(before ?? {}, now ?? {}).map((name) => ({
    message: `${runtimeNames[name] ?? name} ${before?.[name] ?? 'none'} -> ${now?.[name] ?? 'none'}`,
  }));
}

const runtimeNames: Readonly<Record<string, string>> = { tensorflow: 'TensorFlow', device: 'Device' };

function resolvedReasons(before: KeyParts['resolved'], now: KeyParts['resolved']): readonly Reason[] {
  return changedNames(before ?? {}, now ?? {}).map((name) => ({
    message: `\`${name}\` would be another one now`,
  }));
}

function changedNames(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], now[name])).sort();
}

const longestValue = 40;

function wordOf(value: unknown): string {
  if (value === undefined) {
    return 'its default';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
}
