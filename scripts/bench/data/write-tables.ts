import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parquetWriteBuffer } from 'hyparquet-writer';

const COMPANIES = ['Flash Cab', '"Yellow" Cab', 'Blue, Inc', 'Taxi Affiliation Services', ''];
const PAYMENTS = ['Cash', 'Credit Card', 'No Charge', 'Dispute'];

/** Trips of taxis: 18 columns of integers, floats and text with missing values, as in TFX's own example. */
const COLUMNS: Readonly<Record<string, (i: number, random: () => number) => number | string | null>> = {
  pickup_community_area: (_, random) => whole(random, 1, 77),
  fare: (_, random) => round(random() * 40, 2),
  trip_start_month: (_, random) => whole(random, 1, 12),
  trip_start_hour: (_, random) => whole(random, 0, 23),
  trip_start_day: (_, random) => whole(random, 1, 7),
  trip_start_timestamp: (i) => 1_380_000_000 + i * 37,
  pickup_latitude: (_, random) => 41.8 + round(random() / 5, 9),
  pickup_longitude: (_, random) => -87.6 - round(random() / 5, 9),
  dropoff_latitude: (i, random) => (i % 9 === 0 ? null : 41.8 + round(random() / 5, 9)),
  dropoff_longitude: (i, random) => (i % 9 === 0 ? null : -87.6 - round(random() / 5, 9)),
  trip_miles: (_, random) => round(random() * 20, 1),
  pickup_census_tract: () => null,
  dropoff_census_tract: (i, random) => (i % 3 === 0 ? null : 17_031_000_000 + whole(random, 1, 900_000)),
  payment_type: (_, random) => PAYMENTS[whole(random, 0, 3)] ?? null,
  company: (_, random) => COMPANIES[whole(random, 0, 4)] ?? null,
  trip_seconds: (_, random) => whole(random, 0, 7200),
  dropoff_community_area: (_, random) => whole(random, 1, 77),
  tips: (i, random) => (i % 2 === 0 ? 0 : round(random() * 9, 2)),
};

export const TABLE_COLUMNS = Object.keys(COLUMNS).length;

export async function writeCsv(file: string, rows: number): Promise<void> {
  const output = createWriteStream(file);
  output.write(`${Object.keys(COLUMNS).join(',')}\n`);
  let lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    lines.push(
      Object.values(COLUMNS)
        .map((make) => quote(make(i, Math.random)))
        .join(','),
    );
    if (lines.length < 10_000 && i + 1 < rows) continue;
    if (!output.write(`${lines.join('\n')}\n`)) await once(output, 'drain');
    lines = [];
  }
  output.end();
  await once(output, 'finish');
}

/** One table with a row group of 25,000 rows each. */
export async function writeParquet(file: string, rows: number): Promise<void> {
  const columnData = Object.entries(COLUMNS).map(([name, make]) => {
    const data = Array.from({ length: rows }, (_, i) => make(i, Math.random));
    const isText = data.some((value) => typeof value === 'string');
    const isWhole = data.every((value) => value === null || Number.isInteger(value));
    const type = isText ? 'STRING' : isWhole ? 'INT64' : 'DOUBLE';
    const values = type === 'INT64' ? data.map((value) => (value === null ? null : BigInt(value))) : data;
    return { name, data: values, type, nullable: true } as const;
  });
  await writeFile(file, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 25_000 })));
}

function quote(value: number | string | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function whole(random: () => number, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
