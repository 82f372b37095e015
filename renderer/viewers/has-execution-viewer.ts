const components = new Set(['Trainer', 'Tuner']);

/** Whether executions of a component have more to show than their artifacts: curves while they run. */
export function hasExecutionViewer(component: string): boolean {
  return components.has(component);
}
