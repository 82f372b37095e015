import { useAppStore } from '../state/app-store.ts';
import { toErrorView } from '../state/engine-error.ts';
import { useView } from '../state/view-store.ts';
import { showToast } from '../ui/toast-manager.ts';
import type { Command, CommandContext } from './command.ts';

export function commandContext(): CommandContext {
  return { app: useAppStore.getState(), view: useView.getState() };
}

export function isEnabled(command: Command, context: CommandContext = commandContext()): boolean {
  return command.isEnabled?.(context) ?? true;
}

/** Does what a command says, if it may now; what goes wrong is told in a toast. */
export function execute(command: Command): void {
  const context = commandContext();
  if (isEnabled(command, context)) {
    void attempt(() => command.run(context));
  }
}

/** Does something that may fail, and tells the person if it does. */
export async function attempt(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { message, hint } = toErrorView(error);
    showToast({ title: message, description: hint, tone: 'danger' });
  }
}
