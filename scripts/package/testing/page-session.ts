import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import * as z from 'zod';

const targetsSchema = z.array(
  z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }),
);
const answerSchema = z.object({
  id: z.number(),
  result: z
    .object({ result: z.object({ value: z.unknown().optional() }) })
    .partial()
    .optional(),
});

/**
 * A page of the packaged app, spoken to over Chromium's debugging protocol: Playwright's own way in needs switches that
 * the fuses of a package refuse.
 */
export class PageSession implements Disposable {
  readonly #socket: WebSocket;
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Waits for the app's page behind a debugging port. */
  static async open(port: number): Promise<PageSession> {
    const address = await until(async () => {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`);
      const pages = targetsSchema.parse(await response.json());
      return pages.find(({ type, url }) => type === 'page' && url.startsWith('http:'))?.webSocketDebuggerUrl;
    }, 60_000);
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new PageSession(socket);
  }

  /** Evaluates an expression in the page and returns its JSON value. */
  async evaluate(expression: string): Promise<unknown> {
    const id = ++this.#count;
    const answer = new Promise<z.infer<typeof answerSchema>>((resolve) => {
      const take = (data: Buffer): void => {
        const parsed = answerSchema.safeParse(JSON.parse(data.toString()));
        if (parsed.data?.id !== id) return;
        this.#socket.off('message', take);
        resolve(parsed.data);
      };
      this.#socket.on('message', take);
    });
    const params = { expression, returnByValue: true, awaitPromise: true, userGesture: true };
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    return (await answer).result?.result?.value;
  }

  /** Waits until an expression is true in the page. */
  async waitFor(expression: string, timeoutMs: number): Promise<void> {
    await until(async () => ((await this.evaluate(expression)) === true ? true : undefined), timeoutMs);
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

/** Asks again and again until there is an answer. */
async function until<Value>(ask: () => Promise<Value | undefined>, timeoutMs: number): Promise<Value> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await wait(50);
  }
  throw new Error(`No answer within ${timeoutMs / 1000} s from ${ask}`);
}
