import { Redo2, Undo2 } from 'lucide-react';
import { call } from '../state/engine.ts';
import type { Command } from './command.ts';
import { adopt } from './edit-notebook.ts';

/** Takes back the last change of the notebook. */
export const undo: Command = {
  id: 'edit.undo',
  title: 'Undo',
  group: 'Edit',
  icon: Undo2,
  keys: ['Mod+Z', 'Z'],
  isEnabled: ({ app }) => app.notebook?.canUndo != null,
  run: async () => void adopt(await call('notebook.undo', {})),
};

/** Does again what was taken back. */
export const redo: Command = {
  id: 'edit.redo',
  title: 'Redo',
  group: 'Edit',
  icon: Redo2,
  keys: ['Mod+Shift+Z', 'Mod+Y', 'Shift+Z'],
  isEnabled: ({ app }) => app.notebook?.canRedo != null,
  run: async () => void adopt(await call('notebook.redo', {})),
};

export const editCommands: readonly Command[] = [undo, redo];
