import { Ban, Cloud, ExternalLink } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { CloudJob } from '../../../engine/contract/cloud.ts';
import type { ErrorView } from '../../../engine/contract/error.ts';
import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { refresh, useQuery } from '../../state/use-query.ts';
import { changeView, closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Table } from '../../ui/table.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './cloud-dialog.module.css';

const lookMs = 5000;

const fields = [
  { name: 'image', label: 'Container image', placeholder: 'us-docker.pkg.dev/project/millrace/pets:1' },
  { name: 'pipelineRoot', label: 'Pipeline root', placeholder: 'gs://bucket/folder' },
  { name: 'project', label: 'Project', placeholder: 'The one of the credentials' },
  { name: 'region', label: 'Region', placeholder: 'us-central1' },
] as const;

type Place = Record<(typeof fields)[number]['name'], string>;
const nowhere: Place = { image: '', pipelineRoot: '', project: '', region: 'us-central1' };

/** Runs the whole notebook on Vertex AI Pipelines, and shows how such runs go on. */
export function CloudDialog() {
  const formId = useId();
  const { data, error, reload } = useQuery('cloud.jobs', {});
  const [typed, setTyped] = useState<Partial<Place>>({});
  const place: Place = { ...nowhere, ...data?.lastPlace, ...typed };
  const { submit, problem, isSending } = useSubmit(place);
  useEffect(() => {
    const timer = setInterval(reload, lookMs);
    return () => clearInterval(timer);
  }, [reload]);
  const isReady = place.image.trim() !== '' && place.pipelineRoot.trim() !== '';
  return (
    <Dialog
      open
      size="large"
      title="Run on Vertex AI Pipelines"
      description="Each cell runs as a container task of its own. Machines are paid for while they run."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={() => changeView({ dialog: { kind: 'accounts', service: 'google' } })}>
            Google account
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            icon={Cloud}
            busy={isSending}
            disabled={!isReady}
          >
            Submit
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
        <PlaceFields id={formId} place={place} onChange={(change) => setTyped({ ...typed, ...change })} />
      </form>
      {problem && <ErrorPanel error={problem} />}
      {error && <ErrorPanel error={error} />}
      {!data && !error && <Spinner />}
      {data && <CloudJobs jobs={data.jobs} />}
    </Dialog>
  );
}

/** Sends the notebook off; what went wrong is kept until the next try. */
function useSubmit({ image, pipelineRoot, project, region }: Place) {
  const [problem, setProblem] = useState<ErrorView | null>(null);
  const [isSending, setIsSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsSending(true);
    setProblem(null);
    try {
      await call('cloud.submit', { image, pipelineRoot, project, region });
      refresh('cloud.');
    } catch (reason) {
      setProblem(toErrorView(reason));
    }
    setIsSending(false);
  };
  return { submit, problem, isSending };
}

interface PlaceFieldsProps {
  readonly id: string;
  readonly place: Place;
  readonly onChange: (change: Partial<Place>) => void;
}

function PlaceFields({ id, place, onChange }: PlaceFieldsProps) {
  return fields.map(({ name, label, placeholder }) => (
    <label key={name} htmlFor={`${id}-${name}`} className={styles.field}>
      <span>{label}</span>
      <TextField
        id={`${id}-${name}`}
        monospace
        placeholder={placeholder}
        value={place[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </label>
  ));
}

function CloudJobs({ jobs }: { readonly jobs: readonly CloudJob[] }) {
  if (jobs.length === 0) {
    return <p className={styles.nothing}>This notebook has not run in the cloud yet.</p>;
  }
  return (
    <Table label="Runs in the cloud">
      <thead>
        <tr>
          <th>Run</th>
          <th>State</th>
          <th>Tasks</th>
          <th>Submitted</th>
          <th aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <CloudJobRow key={job.name} job={job} />
        ))}
      </tbody>
    </Table>
  );
}

function CloudJobRow({ job }: { readonly job: CloudJob }) {
  const done = job.tasks.filter(({ state }) => state === 'succeeded').length;
  const cancel = () =>
    attempt(async () => {
      await call('cloud.cancel', { name: job.name });
      refresh('cloud.');
    });
  return (
    <tr>
      <td className={styles.name}>{job.name.split('/').at(-1)}</td>
      <td>
        <span className={styles.state} data-state={job.state}>
          {job.state}
        </span>
        {job.error && <p className={styles.error}>{job.error}</p>}
      </td>
      <td className="tabular">{job.tasks.length === 0 ? '' : `${done} of ${job.tasks.length}`}</td>
      <td>
        <RelativeTime atMs={job.submittedMs} />
      </td>
      <td className={styles.actions}>
        {job.state === 'running' && (
          <IconButton icon={Ban} label="Cancel this run" onClick={() => void cancel()} />
        )}
        {job.consoleUrl !== '' && (
          <a href={job.consoleUrl} target="_blank" rel="noreferrer">
            Console <ExternalLink size={12} aria-hidden="true" />
          </a>
        )}
      </td>
    </tr>
  );
}
