import type { MetricThreshold } from '../../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { inputOf } from '../push-material.ts';
import type { CardFacts } from './card-facts.ts';
import { shortNumber } from './curve-drawing.ts';
import type { EvaluationFacts, MetricFact } from './evaluation-facts.ts';
import { codeSpan, plainText, section, table } from './markdown.ts';

/** Metrics beside those of the version before, by class, with thresholds and verdict. */
export function evaluationSection(facts: CardFacts): string | null {
  const { evaluation } = facts;
  if (evaluation === null) {
    return null;
  }
  const overall = evaluation.metrics.filter((metric) => metric.classId === null);
  return section(2, 'Evaluation', [
    metricsTable(overall),
    section(3, 'By class', [classTable(evaluation.metrics, facts.material.parameters.class_names)]),
    section(3, 'Confusion', [confusionTable(evaluation, facts.material.parameters.class_names)]),
    section(3, 'Thresholds and verdict', [rulesList(evaluation), verdictText(facts)]),
  ]);
}

function metricsTable(metrics: readonly MetricFact[]): string {
  if (metrics.every((metric) => metric.baseline === null)) {
    return table(
      ['Metric', 'Value'],
      metrics.map(({ name, value }) => [codeSpan(name), shortNumber(value)]),
    );
  }
  return table(
    ['Metric', 'This version', 'Version before', 'Change'],
    metrics.map(({ name, value, baseline }) => [
      codeSpan(name),
      shortNumber(value),
      baseline === null ? '' : shortNumber(baseline),
      baseline === null ? '' : signed(value - baseline),
    ]),
  );
}

function signed(change: number): string {
  return change > 0 ? `+${shortNumber(change)}` : shortNumber(change);
}

function classTable(metrics: readonly MetricFact[], classNames: readonly string[]): string {
  const names = [...new Set(metrics.filter(({ classId }) => classId !== null).map(({ name }) => name))];
  const classes = [...new Set(metrics.flatMap(({ classId }) => (classId === null ? [] : [classId])))];
  const findValue = (name: string, classId: number) =>
    metrics.find((metric) => metric.name === name && metric.classId === classId)?.value;
  const rows = classes
    .sort((left, right) => left - right)
    .map((classId) => [
      plainText(classNames[classId] ?? `class ${classId}`),
      ...names.map((name) => {
        const value = findValue(name, classId);
        return value === undefined ? '' : shortNumber(value);
      }),
    ]);
  return table(['Class', ...names.map(codeSpan)], rows);
}

/** Shares of the pixels or examples of each actual class, in percent; rows add up to 100. */
function confusionTable({ summary }: EvaluationFacts, classNames: readonly string[]): string {
  const counts = summary?.confusion?.candidate ?? [];
  const nameOf = (code: number) => plainText(classNames[code] ?? `class ${code}`);
  const rows = counts.map((row, actual) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return [
      nameOf(actual),
      ...row.map((count) => (total === 0 ? '' : `${((100 * count) / total).toFixed(1)} %`)),
    ];
  });
  return table(['Actual \\ predicted', ...counts.map((_, code) => nameOf(code))], rows);
}

/** The rules with their numbers where the evaluation kept them, else the thresholds as they were set. */
function rulesList(evaluation: EvaluationFacts): string {
  const rules = evaluation.summary?.rules ?? [];
  return rules.length === 0
    ? thresholdList(evaluation)
    : rules.map(({ slice, text }) => `- ${plainText(slice)}: ${plainText(text)}`).join('\n');
}

function thresholdList({ config }: EvaluationFacts): string {
  const thresholds = config.metricsSpecs.flatMap((spec) => [
    ...Object.entries(spec.thresholds),
    ...spec.metrics.map((metric) => [metric.className, metric.threshold] as const),
  ]);
  return thresholds.flatMap(([name, threshold]) => describeThreshold(name, threshold)).join('\n');
}

function describeThreshold(name: string, threshold: MetricThreshold | undefined): readonly string[] {
  const { validateAbsolute: absolute, validateRelative: relative } = threshold ?? {};
  const lines: string[] = [];
  if (absolute?.case === 'valueThreshold') {
    const { lowerBound, upperBound } = absolute.value;
    const bounds = [
      lowerBound === undefined ? null : `at least ${shortNumber(lowerBound)}`,
      upperBound === undefined ? null : `at most ${shortNumber(upperBound)}`,
    ].filter((bound) => bound !== null);
    lines.push(`- ${codeSpan(name)} ${bounds.join(' and ')}`);
  }
  if (relative?.case === 'changeThreshold') {
    const { absolute: change } = relative.value;
    lines.push(
      `- change of ${codeSpan(name)} against the version before: at least ${shortNumber(change ?? 0)}`,
    );
  }
  return lines;
}

function verdictText({ material }: CardFacts): string {
  const blessing = inputOf(material, 'model_blessing');
  if (blessing === undefined) {
    return 'This version was pushed without a verdict.';
  }
  return blessing.customProperties.blessed === 1
    ? '**Blessed**: all thresholds hold.'
    : '**Not blessed**: not all thresholds hold.';
}
