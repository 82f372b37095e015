import { readdir, readFile } from 'node:fs/promises';

/** Returns a process and all it has started, from /proc. */
export async function processTree(root: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(all.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isBelow = (pid: number | null | undefined): boolean =>
    pid === root || (pid !== null && pid !== undefined && pid > 1 && isBelow(parents.get(pid)));
  return all.filter(isBelow);
}

async function parentOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Returns the memory of processes in MiB, what they share divided among them (PSS). */
export async function memoryMebibytes(pids: readonly number[]): Promise<number> {
  const texts = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')),
  );
  const kilobytes = texts.map((text) => Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** Returns the files that a process has mapped into its memory: programs, libraries, modules. */
export async function mappedFiles(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
  return [...new Set([...text.matchAll(/\s(\/.*)$/gm)].map((match) => match[1] ?? ''))];
}
