import { Spinner } from '../ui/spinner.tsx';
import styles from './panel-loading.module.css';

/** While a viewer's code is fetched; as high as most viewers, so that little moves when it arrives. */
export function PanelLoading() {
  return (
    <div className={styles.root} role="status">
      <Spinner />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}
