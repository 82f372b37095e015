/** Loads part of a long list: `offset` and `limit` in, the rows there and the whole length out. */
export type LoadRows<Row> = (
  offset: number,
  limit: number,
) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;

/** Rows of a long list, fetched in pages when they are first asked for and told through `onChange`. */
export class RowPages<Row> {
  readonly #load: LoadRows<Row>;
  readonly #pageSize: number;
  readonly #onChange: () => void;
  readonly #pages = new Map<number, readonly Row[] | 'loading'>();
  #total: number | null = null;
  #error: unknown = null;
  #closed = false;

  constructor(options: { load: LoadRows<Row>; pageSize: number; onChange: () => void }) {
    this.#load = options.load;
    this.#pageSize = options.pageSize;
    this.#onChange = options.onChange;
  }

  /** Null until the first page came. */
  get total(): number | null {
    return this.#total;
  }

  /** Why the last request failed; asking again for the rows tries again. */
  get error(): unknown {
    return this.#error;
  }

  /** The row at an index, or undefined while it is not here. */
  get(index: number): Row | undefined {
    const page = this.#pages.get(Math.floor(index / this.#pageSize));
    return page === undefined || page === 'loading' ? undefined : page[index % this.#pageSize];
  }

  /** Fetches the pages of a range that are not here yet. */
  ensure(first: number, end: number): void {
    const last = Math.max(first, end - 1);
    for (let page = Math.floor(first / this.#pageSize); page * this.#pageSize <= last; page += 1) {
      if (!this.#pages.has(page)) void this.#fetch(page);
    }
  }

  /** Tells of changes (again); React may close and open what it shows more than once. */
  open(): void {
    this.#closed = false;
  }

  /** Tells nothing more of what is still on its way. */
  close(): void {
    this.#closed = true;
  }

  async #fetch(page: number): Promise<void> {
    this.#pages.set(page, 'loading');
    try {
      const { total, rows } = await this.#load(page * this.#pageSize, this.#pageSize);
      this.#pages.set(page, rows);
      this.#total = total;
      this.#error = null;
    } catch (error) {
      this.#pages.delete(page);
      this.#error = error;
    }
    if (!this.#closed) this.#onChange();
  }
}
