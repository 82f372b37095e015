import type { MenuItemConstructorOptions } from 'electron';

export interface MenuContext {
  readonly platform: NodeJS.Platform;
  /** Development builds may open the page's tools. */
  readonly development: boolean;
  readonly recent: readonly { readonly label: string; readonly path: string }[];
  /** Runs a command of the window by its id. */
  readonly run: (command: string) => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
  readonly showAbout: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * Makes the menu bar. Items name the window's commands; their shortcuts are shown here and handled in the window,
 * which also knows when they apply, so they are not registered a second time.
 */
export function menuTemplate(context: MenuContext): MenuItemConstructorOptions[] {
  const mac = context.platform === 'darwin';
  return [
    ...(mac ? [appMenu(context)] : []),
    fileMenu(context, mac),
    editMenu(context),
    cellMenu(context),
    runMenu(context),
    viewMenu(context),
    { role: 'windowMenu' },
    helpMenu(context, mac),
  ];
}

function item(
  context: MenuContext,
  label: string,
  command: string,
  shortcut?: string,
): MenuItemConstructorOptions {
  const shown = shortcut === undefined ? {} : { accelerator: shortcut, registerAccelerator: false };
  return { id: command, label, ...shown, click: () => context.run(command) };
}

function appMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'Millrace',
    submenu: [
      { label: 'About Millrace', click: context.showAbout },
      separator,
      item(context, 'Settings…', 'view.settings', 'CmdOrCtrl+,'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(context: MenuContext, mac: boolean): MenuItemConstructorOptions {
  return {
    label: 'File',
    submenu: [
      item(context, 'Open notebook…', 'notebook.open', 'CmdOrCtrl+O'),
      item(context, 'New from a folder of images…', 'notebook.openFolder'),
      item(context, 'Open the sample', 'notebook.openSample'),
      recentMenu(context),
      separator,
      item(context, 'Save a copy…', 'notebook.saveCopy', 'CmdOrCtrl+Shift+S'),
      item(context, 'Export report…', 'notebook.exportReport'),
      item(context, 'Export to TFX…', 'notebook.exportTfx'),
      item(context, 'Add a GitHub Actions workflow…', 'notebook.addWorkflow'),
      item(context, 'Print…', 'notebook.print', 'CmdOrCtrl+P'),
      separator,
      item(context, 'Accounts…', 'notebook.accounts'),
      item(context, 'Storage…', 'notebook.storage'),
      separator,
      item(context, 'Close notebook', 'notebook.close'),
      mac ? { role: 'close' } : { role: 'quit' },
    ],
  };
}

function recentMenu({ recent, openRecent, clearRecent }: MenuContext): MenuItemConstructorOptions {
  const items = recent.map(({ label, path }) => ({ label, toolTip: path, click: () => openRecent(path) }));
  return {
    label: 'Open recent',
    enabled: items.length > 0,
    submenu: [...items, separator, { label: 'Clear list', click: clearRecent }],
  };
}

function editMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      item(context, 'Undo', 'edit.undo', 'CmdOrCtrl+Z'),
      item(context, 'Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
}

function cellMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'Cell',
    submenu: [
      item(context, 'Add above', 'cell.addAbove', 'A'),
      item(context, 'Add below', 'cell.addBelow', 'B'),
      item(context, 'Add a note', 'cell.addNote'),
      item(context, 'Duplicate', 'cell.duplicate'),
      item(context, 'Rename…', 'cell.rename'),
      item(context, 'Delete', 'cell.delete'),
      separator,
      item(context, 'Move up', 'cell.moveUp', 'Alt+Up'),
      item(context, 'Move down', 'cell.moveDown', 'Alt+Down'),
      separator,
      item(context, 'Fold', 'cell.fold'),
      item(context, 'Fold all', 'cell.foldAll'),
      separator,
      item(context, 'Next cell', 'go.next', 'J'),
      item(context, 'Previous cell', 'go.previous', 'K'),
    ],
  };
}

function runMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'Run',
    submenu: [
      item(context, 'Run cell', 'run.cell', 'CmdOrCtrl+Enter'),
      item(context, 'Run cell and go on', 'run.cellAndAdvance', 'Shift+Enter'),
      item(context, 'Run up to here', 'run.toHere'),
      separator,
      item(context, 'Run what is stale', 'run.stale', 'CmdOrCtrl+Shift+R'),
      item(context, 'Run all', 'run.all', 'CmdOrCtrl+Shift+Enter'),
      item(context, 'Run again without reuse', 'run.force'),
      item(context, 'Show the plan', 'run.plan'),
      separator,
      item(context, 'Cancel', 'run.cancel', 'CmdOrCtrl+I'),
    ],
  };
}

function viewMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'View',
    submenu: [
      item(context, 'Command palette…', 'view.palette', 'CmdOrCtrl+K'),
      separator,
      item(context, 'Side bar', 'view.sidebar', 'CmdOrCtrl+B'),
      item(context, 'Inspector', 'view.inspector', 'CmdOrCtrl+Alt+B'),
      item(context, 'Bottom panel', 'view.bottom', 'CmdOrCtrl+J'),
      item(context, 'Graph', 'view.graph'),
      item(context, 'Log', 'view.log'),
      item(context, 'Problems', 'view.problems'),
      item(context, 'Runs', 'view.runs'),
      separator,
      themeMenu(context),
      item(context, 'Settings…', 'view.settings', 'CmdOrCtrl+,'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(context.development ? [separator, { role: 'toggleDevTools' as const }] : []),
    ],
  };
}

function themeMenu(context: MenuContext): MenuItemConstructorOptions {
  return {
    label: 'Theme',
    submenu: [
      item(context, "The system's", 'theme.system'),
      item(context, 'Dark', 'theme.dark'),
      item(context, 'Light', 'theme.light'),
      item(context, 'High contrast', 'theme.contrast'),
    ],
  };
}

function helpMenu(context: MenuContext, mac: boolean): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      item(context, 'Keyboard shortcuts', 'view.shortcuts', 'CmdOrCtrl+/'),
      item(context, 'Check this machine', 'help.doctor'),
      ...(mac ? [] : [separator, { label: 'About Millrace', click: context.showAbout }]),
    ],
  };
}
