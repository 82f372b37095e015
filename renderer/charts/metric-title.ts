/** Words that Keras's snake case of class names takes apart: MeanIoU becomes "mean_io_u", AUC "auc". */
const names: readonly (readonly [RegExp, string])[] = [
  [/\b(io u|iou)\b/g, 'IoU'],
  [/\bauc\b/g, 'AUC'],
  [/\bf1\b/g, 'F1'],
  [/\bmse\b/g, 'MSE'],
];

/** A metric's name as words: "mean_io_u" is "Mean IoU". */
export function metricTitle(name: string): string {
  const words = names.reduce(
    (text, [pattern, word]) => text.replace(pattern, word),
    name.replaceAll('_', ' '),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
