import { useAppStore } from '../../state/app-store.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { refresh } from '../../state/use-query.ts';
import { showToast } from '../../ui/toast-manager.ts';
import { adoptSchemaFile } from './adopt-schema-file.ts';

/** Where a curated schema is kept beside the notebook unless another name is chosen. */
export const defaultSchemaFile = 'schema.pbtxt';

/**
 * Writes a schema beside the notebook and says so. Where no cell reads the file yet, the message offers to connect it.
 *
 * @throws EngineError when the engine refuses the text or the place
 */
export async function saveSchema(file: string, text: string): Promise<void> {
  await call('schema.save', { file, text });
  refresh('schema.readFile');
  const { notebook } = useAppStore.getState();
  const commands = notebook ? adoptSchemaFile(notebook, file) : [];
  showToast({
    title: `Saved ${file}`,
    tone: 'success',
    ...(commands.length > 0
      ? {
          description: 'No cell reads this file yet.',
          action: { label: 'Use it in this notebook', onSelect: () => void connect(commands) },
        }
      : { description: 'The cells that read it are stale now.' }),
  });
}

async function connect(commands: ReturnType<typeof adoptSchemaFile>): Promise<void> {
  try {
    for (const command of commands) {
      await call('notebook.edit', { command });
    }
  } catch (error) {
    const { message, hint } = toErrorView(error);
    showToast({ title: message, description: hint, tone: 'danger' });
  }
}
