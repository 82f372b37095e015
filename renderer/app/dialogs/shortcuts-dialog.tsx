import { allCommands } from '../../commands/all-commands.ts';
import { commandGroups } from '../../commands/command.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { pictureShortcuts } from './picture-shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

/** Every shortcut, by what it is for. */
export function ShortcutsDialog() {
  const groups = commandGroups.map((title) => ({
    title,
    rows: allCommands.flatMap(({ group, keys, title: name, isHidden }) =>
      group === title && keys && !isHidden ? [{ name, keys }] : [],
    ),
  }));
  return (
    <Dialog open size="large" isForReading title="Keyboard shortcuts" onClose={closeDialog}>
      <div className={styles.groups}>
        {[...groups, { title: 'Pictures', rows: pictureShortcuts }]
          .filter(({ rows }) => rows.length > 0)
          .map(({ title, rows }) => (
            <section key={title} className={styles.group}>
              <h3 className={styles.heading}>{title}</h3>
              <dl>
                {rows.map(({ name, keys }) => (
                  <div key={name} className={styles.row}>
                    <dt>{name}</dt>
                    <dd className={styles.keys}>
                      {keys.map((stroke) => (
                        <Kbd key={stroke} keys={stroke} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
