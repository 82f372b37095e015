import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { ArtifactView } from '../../../engine/contract/artifact.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export interface BlessingViewerProps {
  readonly artifact: ArtifactView;
  /** Who gave the blessing: by the metrics, or by loading and asking the model. */
  readonly kind: 'model' | 'infra';
}

const words = {
  model: {
    yes: ['Blessed', 'The model passed every rule of its evaluation.'],
    no: ['Not blessed', 'The model failed a rule of its evaluation; pushers leave it alone.'],
  },
  infra: {
    yes: ['The model can be served', 'It was loaded and answered as a server would have it.'],
    no: ['The model cannot be served', 'It could not be loaded or did not answer; the log says why.'],
  },
} as const;

/** A blessing says yes or no by its property; TFX keeps it as the integer `blessed`. */
export function BlessingViewer({ artifact, kind }: BlessingViewerProps) {
  const blessed = artifact.customProperties.blessed;
  if (blessed === undefined) {
    return <EmptyState icon={CircleHelp} title="No verdict was recorded" />;
  }
  const [title, text] = Number(blessed) === 1 ? words[kind].yes : words[kind].no;
  return (
    <EmptyState icon={Number(blessed) === 1 ? CircleCheck : CircleX} title={title}>
      {text}
    </EmptyState>
  );
}
