import type { Page } from '@playwright/test';

/** What a page must never do: break its content security policy, throw, or write errors to the console. */
export class PageFaults {
  readonly #faults: string[] = [];

  /** Starts watching; to be called before the page loads anything. */
  async watch(page: Page): Promise<void> {
    await page.exposeBinding('reportPolicyViolation', (_source, text: string) => {
      this.#faults.push(`Content security policy: ${text}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = Reflect.get(window, 'reportPolicyViolation') as (text: string) => void;
        report(
          `${event.violatedDirective} blocked ${event.blockedURI || event.sample} (${event.sourceFile})`,
        );
      });
    });
    page.on('pageerror', (error) => this.#faults.push(`Uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) {
        this.#faults.push(`Console: ${message.text()}`);
      }
    });
  }

  get all(): readonly string[] {
    return this.#faults;
  }
}

/** The browser's own notices about an engine that a test has stopped on purpose. */
function isExpected(text: string): boolean {
  return /WebSocket connection to .* failed|ERR_(?:CONNECTION_REFUSED|CONNECTION_RESET|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)/.test(
    text,
  );
}
