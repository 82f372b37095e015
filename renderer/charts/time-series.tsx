import { useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { createPlot, type PlotLook, type SeriesLine } from './create-plot.ts';
import { useThemeVersion } from './theme-color.ts';
import styles from './time-series.module.css';
import { useSize } from './use-size.ts';

export type { SeriesLine } from './create-plot.ts';

export interface TimeSeriesProps {
  /** Says what is drawn and how it goes, for screen readers. */
  readonly label: string;
  /** The shared x values, then the values of each line. */
  readonly columns: readonly [readonly number[], ...(readonly (number | null)[])[]];
  readonly lines: readonly SeriesLine[];
  readonly xLabel: string;
  readonly wholeX: boolean;
  readonly logarithmic: boolean;
  readonly height: number;
  /** Charts with the same key show their cursors at the same x. */
  readonly syncKey: string;
  /** The place of the cursor in the columns, null when it leaves. */
  readonly onCursor: (index: number | null) => void;
}

/** Lines over steps or time, drawn by uPlot; new values are added without making the chart anew. */
export function TimeSeries(props: TimeSeriesProps) {
  const { label, columns, lines, xLabel, wholeX, logarithmic, height, syncKey } = props;
  const [measure, { width }] = useSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useThemeVersion();
  const [look, setLook] = useState<PlotLook>({ lines, xLabel, wholeX, logarithmic, syncKey });
  if (!isSameLook(look, props)) {
    setLook({ lines, xLabel, wholeX, logarithmic, syncKey });
  }
  const hasWidth = width > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read while creating
  useEffect(() => {
    if (host.current === null || !hasWidth) {
      return;
    }
    const created = createPlot(host.current, look, {
      columns: latest.current.columns,
      size: { width: host.current.clientWidth, height: latest.current.height },
      onCursor: (index) => latest.current.onCursor(index),
    });
    plot.current = created;
    return () => {
      plot.current = null;
      created.destroy();
    };
  }, [look, theme, hasWidth]);

  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);
  useEffect(() => plot.current?.setData(columns as uPlot.AlignedData), [columns]);
  return (
    <div ref={measure} className={styles.frame}>
      <div ref={host} role="img" aria-label={label} style={{ height }} />
    </div>
  );
}

function isSameLook(a: PlotLook, b: PlotLook): boolean {
  return (
    a.xLabel === b.xLabel &&
    a.wholeX === b.wholeX &&
    a.logarithmic === b.logarithmic &&
    a.syncKey === b.syncKey &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => {
      const other = b.lines[index];
      return line.label === other?.label && line.token === other.token && line.dashed === other.dashed;
    })
  );
}
