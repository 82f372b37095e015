import type { LucideIcon } from 'lucide-react';
import { Cpu, HardDrive, MemoryStick, Microchip, TriangleAlert, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAppStore } from '../state/app-store.ts';
import { changeView } from '../state/view-store.ts';
import { formatBytes, formatCounted } from '../ui/format.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { useProblems } from './bottom/problems.ts';
import { RunningStatus } from './running-status.tsx';
import styles from './status-bar.module.css';
import { useSystem } from './use-system.ts';

/** The engine and the machine at a glance. */
export function StatusBar() {
  return (
    <footer className={styles.root}>
      <EngineStatus />
      <ProblemCount />
      <RunningStatus />
      <span className={styles.space} />
      <Machine />
    </footer>
  );
}

function EngineStatus() {
  const connection = useAppStore((state) => state.connection);
  const version = useAppStore((state) => state.engineVersion);
  const words = {
    open: 'Engine ready',
    connecting: 'Connecting',
    lost: 'Engine lost',
    incompatible: 'Reload',
  };
  return (
    <Tooltip side="top" content={version === null ? 'No answer from the engine yet' : `Millrace ${version}`}>
      <button
        type="button"
        className={styles.item}
        data-connection={connection}
        onClick={() => changeView({ dialog: { kind: 'doctor' } })}
      >
        <span className={styles.light} />
        {words[connection]}
      </button>
    </Tooltip>
  );
}

function ProblemCount() {
  const problems = useProblems().length;
  const hasNotebook = useAppStore(({ notebook }) => Boolean(notebook));
  if (!hasNotebook) {
    return null;
  }
  return (
    <button
      type="button"
      className={styles.item}
      onClick={() => changeView({ bottomOpen: true, bottomTab: 'problems' })}
    >
      <TriangleAlert size={12} aria-hidden="true" />
      {formatCounted(problems, 'problem')}
    </button>
  );
}

function Machine() {
  const system = useSystem();
  if (!system) {
    return null;
  }
  const { tensorflow, gpu } = system;
  return (
    <>
      {tensorflow && (
        <Figure icon={Zap} label={`TensorFlow ${tensorflow.version} on ${tensorflow.device}`}>
          TensorFlow {tensorflow.version} · {tensorflow.device}
        </Figure>
      )}
      <Figure icon={Cpu} label="Processor in use">
        {Math.round(system.cpuPercent)} %
      </Figure>
      <Figure icon={MemoryStick} label={`Memory in use, of ${formatBytes(system.memoryTotalBytes)}`}>
        {formatBytes(system.memoryBytes)}
      </Figure>
      {gpu && (
        <Figure icon={Microchip} label={`${gpu.name}: in use, and its memory`}>
          {Math.round(gpu.utilisationPercent)} % · {formatBytes(gpu.memoryBytes)} of{' '}
          {formatBytes(gpu.memoryTotalBytes)}
        </Figure>
      )}
      <Figure icon={HardDrive} label="Free on the disk of the pipeline root">
        {formatBytes(system.diskFreeBytes)} free
      </Figure>
    </>
  );
}

interface FigureProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
}

function Figure({ icon: Icon, label, children }: FigureProps) {
  return (
    <Tooltip side="top" content={label}>
      <span className={styles.figure}>
        <Icon size={12} aria-hidden="true" />
        <span className="visually-hidden">{label}: </span>
        {children}
      </span>
    </Tooltip>
  );
}
