import { Component, type ReactNode } from 'react';
import { toErrorView } from '../state/engine-error.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import styles from './panel-boundary.module.css';

interface State {
  readonly error: unknown;
}

/** Shows a defect of what stands in it, and keeps the rest of the window alive. */
export class PanelBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) {
      return this.props.children;
    }
    return (
      <div className={styles.root}>
        <ErrorPanel
          error={toErrorView(this.state.error)}
          actions={
            <Button size="small" onClick={() => this.setState({ error: null })}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
}
