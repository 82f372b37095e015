import {
  Command as CommandIcon,
  Contrast,
  Keyboard,
  Monitor,
  Moon,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Settings,
  Sun,
  Workflow,
} from 'lucide-react';
import { changeSettings, type ThemeChoice } from '../state/settings.ts';
import { type BottomTab, changeView, type InspectorTab, type ViewState } from '../state/view-store.ts';
import type { Command } from './command.ts';

/** Opens the list of every command. */
export const showPalette: Command = {
  id: 'view.palette',
  title: 'Show all commands',
  group: 'View',
  icon: CommandIcon,
  keys: ['Mod+K', 'Mod+Shift+P'],
  whileTyping: true,
  isHidden: true,
  run: ({ view }) => changeView({ dialog: view.dialog?.kind === 'palette' ? null : { kind: 'palette' } }),
};

export const toggleSidebar = toggle('view.sidebar', 'Toggle side bar', PanelLeft, 'Mod+B', 'sidebarOpen');
export const toggleBottom = toggle('view.bottom', 'Toggle bottom panel', PanelBottom, 'Mod+J', 'bottomOpen');
export const toggleInspector = toggle(
  'view.inspector',
  'Toggle inspector',
  PanelRight,
  'Mod+Alt+B',
  'inspectorOpen',
);

const showGraph: Command = {
  id: 'view.graph',
  title: 'Show the step graph',
  group: 'View',
  icon: Workflow,
  keys: ['Mod+Shift+G'],
  run: ({ view }) =>
    changeView({ sidebarOpen: true, sidebarTab: view.sidebarTab === 'graph' ? 'outline' : 'graph' }),
};

/** Opens the settings. */
export const showSettings: Command = {
  id: 'view.settings',
  title: 'Settings',
  group: 'View',
  icon: Settings,
  keys: ['Mod+,'],
  whileTyping: true,
  run: () => changeView({ dialog: { kind: 'settings' } }),
};

/** Opens the sheet of shortcuts. */
export const showShortcuts: Command = {
  id: 'view.shortcuts',
  title: 'Keyboard shortcuts',
  group: 'Help',
  icon: Keyboard,
  keys: ['?', 'Mod+/'],
  run: () => changeView({ dialog: { kind: 'shortcuts' } }),
};

export const viewCommands: readonly Command[] = [
  showPalette,
  toggleSidebar,
  toggleBottom,
  toggleInspector,
  showGraph,
  inspect('parameters', 'Show parameters'),
  inspect('inputs', 'Show inputs'),
  inspect('outputs', 'Show outputs'),
  inspect('lineage', 'Show lineage'),
  inspect('logs', 'Show logs of the cell'),
  panel('log', 'Show the log', undefined),
  panel('problems', 'Show problems', 'Mod+Shift+M'),
  panel('runs', 'Show runs', 'Mod+Shift+H'),
  theme('system', 'Theme: follow the system', Monitor),
  theme('dark', 'Theme: dark', Moon),
  theme('light', 'Theme: light', Sun),
  theme('contrast', 'Theme: high contrast', Contrast),
  showSettings,
  showShortcuts,
];

function toggle(
  id: string,
  title: string,
  icon: typeof PanelLeft,
  keys: string,
  field: keyof Pick<ViewState, 'sidebarOpen' | 'bottomOpen' | 'inspectorOpen'>,
): Command {
  return {
    id,
    title,
    group: 'View',
    icon,
    keys: [keys],
    whileTyping: true,
    run: ({ view }) => changeView({ [field]: !view[field] }),
  };
}

function inspect(tab: InspectorTab, title: string): Command {
  return {
    id: `view.${tab}`,
    title,
    group: 'View',
    icon: PanelRight,
    run: () => changeView({ inspectorOpen: true, inspectorTab: tab }),
  };
}

function panel(tab: BottomTab, title: string, keys: string | undefined): Command {
  return {
    id: `view.${tab}`,
    title,
    group: 'View',
    icon: PanelBottom,
    ...(keys && { keys: [keys] }),
    run: () => changeView({ bottomOpen: true, bottomTab: tab }),
  };
}

function theme(choice: ThemeChoice, title: string, icon: typeof Sun): Command {
  return { id: `theme.${choice}`, title, group: 'View', icon, run: () => changeSettings({ theme: choice }) };
}
