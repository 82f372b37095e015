import { type ComponentType, lazy, Suspense } from 'react';
import { type DialogView, useView } from '../../state/view-store.ts';
import { Palette } from './palette.tsx';

type DialogOf<Kind extends DialogView['kind']> = Extract<DialogView, { kind: Kind }>;
type DialogComponents = {
  readonly [Kind in DialogView['kind']]: ComponentType<{ readonly dialog: DialogOf<Kind> }>;
};

/** Each dialog's code is fetched when it is first opened, but for the palette, which must open at once. */
const components: DialogComponents = {
  palette: Palette,
  shortcuts: lazy(() => import('./shortcuts-dialog.tsx').then((m) => ({ default: m.ShortcutsDialog }))),
  settings: lazy(() => import('./settings-dialog.tsx').then((m) => ({ default: m.SettingsDialog }))),
  doctor: lazy(() => import('./doctor-dialog.tsx').then((m) => ({ default: m.DoctorDialog }))),
  accounts: lazy(() => import('./accounts-dialog.tsx').then((m) => ({ default: m.AccountsDialog }))),
  browse: lazy(() => import('./browse-dialog.tsx').then((m) => ({ default: m.BrowseDialog }))),
  'add-cell': lazy(() => import('./add-cell-dialog.tsx').then((m) => ({ default: m.AddCellDialog }))),
  'rename-cell': lazy(() =>
    import('./rename-cell-dialog.tsx').then((m) => ({ default: m.RenameCellDialog })),
  ),
  'run-plan': lazy(() => import('./run-plan-dialog.tsx').then((m) => ({ default: m.RunPlanDialog }))),
  storage: lazy(() => import('./storage-dialog.tsx').then((m) => ({ default: m.StorageDialog }))),
  cloud: lazy(() => import('./cloud-dialog.tsx').then((m) => ({ default: m.CloudDialog }))),
  export: lazy(() => import('./export-dialog.tsx').then((m) => ({ default: m.ExportDialog }))),
  'confirm-push': lazy(() =>
    import('./confirm-push-dialog.tsx').then((m) => ({ default: m.ConfirmPushDialog })),
  ),
};

/** The dialog in front, if any. */
export function Dialogs() {
  const dialog = useView((view) => view.dialog);
  if (dialog === null) {
    return null;
  }
  const Shown = components[dialog.kind] as ComponentType<{ readonly dialog: DialogView }>;
  return (
    <Suspense fallback={null}>
      <Shown dialog={dialog} />
    </Suspense>
  );
}
