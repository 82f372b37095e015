import {
  Cloud,
  FileCode,
  FileDown,
  FileText,
  FlaskConical,
  FolderOpen,
  HardDrive,
  Images,
  KeyRound,
  Printer,
  Stethoscope,
  Workflow,
  X,
} from 'lucide-react';
import { desktop } from '../state/desktop.ts';
import { call } from '../state/engine.ts';
import { changeView } from '../state/view-store.ts';
import { showToast } from '../ui/toast-manager.ts';
import { type Command, hasNotebook, notebookOf } from './command.ts';
import { adopt } from './edit-notebook.ts';
import { printReport } from './print-report.ts';
import { saveText } from './save-text.ts';

/** Opens the notebook that comes with the application. */
export const openSample: Command = {
  id: 'notebook.openSample',
  title: 'Open the sample notebook',
  group: 'Notebook',
  icon: FlaskConical,
  run: async () => void adopt(await call('notebook.openSample', {})),
};

/** Chooses a notebook file and opens it. */
export const openNotebook: Command = {
  id: 'notebook.open',
  title: 'Open a notebook',
  group: 'Notebook',
  icon: FolderOpen,
  keys: ['Mod+O'],
  whileTyping: true,
  run: async () => {
    if (!desktop) {
      changeView({ dialog: { kind: 'browse', purpose: 'notebook' } });
      return;
    }
    const path = await desktop.chooseNotebook();
    if (path !== null) {
      await openPath(path);
    }
  },
};

/** Chooses a folder of images and makes a notebook for it. */
export const openFolder: Command = {
  id: 'notebook.openFolder',
  title: 'Open a folder of images',
  group: 'Notebook',
  icon: Images,
  keys: ['Mod+Shift+O'],
  run: async () => {
    if (!desktop) {
      changeView({ dialog: { kind: 'browse', purpose: 'folder' } });
      return;
    }
    const folder = await desktop.chooseFolder();
    if (folder !== null) {
      await createFromFolder(folder);
    }
  },
};

const closeNotebook: Command = {
  id: 'notebook.close',
  title: 'Close the notebook',
  group: 'Notebook',
  icon: X,
  isEnabled: hasNotebook,
  run: async () => void (await call('notebook.close', {})),
};

const exportReport: Command = {
  id: 'notebook.exportReport',
  title: 'Export the notebook as an HTML report',
  group: 'Notebook',
  icon: FileDown,
  isEnabled: hasNotebook,
  run: async (context) => {
    const { html } = await call('notebook.exportReport', {});
    await saveText({ name: `${notebookOf(context).name}.html`, text: html, type: 'text/html' });
  },
};

const exportTfx: Command = {
  id: 'notebook.exportTfx',
  title: 'Export to TFX (pipeline.py)',
  group: 'Notebook',
  icon: FileCode,
  isEnabled: hasNotebook,
  run: () => changeView({ dialog: { kind: 'export', export: 'tfx' } }),
};

const addWorkflow: Command = {
  id: 'notebook.addWorkflow',
  title: 'Add a GitHub Actions workflow',
  group: 'Notebook',
  icon: Workflow,
  isEnabled: hasNotebook,
  run: () => changeView({ dialog: { kind: 'export', export: 'github-actions' } }),
};

const printNotebook: Command = {
  id: 'notebook.print',
  title: 'Print the notebook',
  group: 'Notebook',
  icon: Printer,
  keys: ['Mod+P'],
  whileTyping: true,
  isEnabled: hasNotebook,
  run: async () => printReport((await call('notebook.exportReport', {})).html),
};

const exportFile: Command = {
  id: 'notebook.saveCopy',
  title: 'Save a copy of the notebook file',
  group: 'Notebook',
  icon: FileText,
  isEnabled: hasNotebook,
  run: async (context) => {
    const { text } = await call('notebook.text', {});
    await saveText({ name: `${notebookOf(context).name}.pipeline.yaml`, text, type: 'text/yaml' });
  },
};

const showStorage: Command = {
  id: 'notebook.storage',
  title: 'Free disk space',
  group: 'Notebook',
  icon: HardDrive,
  isEnabled: hasNotebook,
  run: () => changeView({ dialog: { kind: 'storage' } }),
};

const showCloud: Command = {
  id: 'notebook.cloud',
  title: 'Run on Vertex AI Pipelines',
  group: 'Notebook',
  icon: Cloud,
  isEnabled: hasNotebook,
  run: () => changeView({ dialog: { kind: 'cloud' } }),
};

const showAccounts: Command = {
  id: 'notebook.accounts',
  title: 'Accounts: Hugging Face and Google Cloud',
  group: 'Notebook',
  icon: KeyRound,
  run: () => changeView({ dialog: { kind: 'accounts' } }),
};

const showDoctor: Command = {
  id: 'help.doctor',
  title: 'Check this machine',
  group: 'Help',
  icon: Stethoscope,
  run: () => changeView({ dialog: { kind: 'doctor' } }),
};

export const notebookCommands: readonly Command[] = [
  openNotebook,
  openFolder,
  openSample,
  exportReport,
  exportTfx,
  addWorkflow,
  printNotebook,
  exportFile,
  showStorage,
  showCloud,
  showAccounts,
  closeNotebook,
  showDoctor,
];

/** Opens a notebook by its path. */
export async function openPath(path: string): Promise<void> {
  adopt(await call('notebook.open', { path }));
}

/** Makes a notebook beside a folder of images, wired like the sample, and opens it. */
export async function createFromFolder(folder: string): Promise<void> {
  const trimmed = folder.replace(/[\\/]+$/, '');
  adopt(await call('notebook.createFromFolder', { folder: trimmed, path: `${trimmed}.pipeline.yaml` }));
  showToast({ title: 'Made a notebook beside the folder', description: `${trimmed}.pipeline.yaml` });
}
