import * as z from 'zod';

/** What Electron's main process and the engine say to each other over Node's IPC channel. */
export const engineToMainSchema = z.discriminatedUnion('type', [
  /** `url` carries the one-time token that becomes the window's cookie. */
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({ type: z.literal('cannot-start'), message: z.string(), hint: z.string() }),
  /** Keep (or with null forget) a secret with the system's key store. */
  z.object({
    type: z.literal('keep-secret'),
    service: z.enum(['huggingface', 'google']),
    secret: z.string().nullable(),
  }),
  /** For the dock's progress bar, the close question and the notification. `progress` is null while unknown. */
  z.object({
    type: z.literal('activity'),
    running: z.boolean(),
    label: z.string(),
    progress: z.number().nullable(),
  }),
  z.object({ type: z.literal('run-ended'), ok: z.boolean(), seconds: z.number(), message: z.string() }),
  /** The notebook that is open, and the folder of its artifacts: files in both may be shown in the file manager. */
  z.object({
    type: z.literal('notebook'),
    path: z.string().nullable(),
    name: z.string(),
    root: z.string().optional(),
  }),
]);
export type EngineToMain = z.infer<typeof engineToMainSchema>;

export const mainToEngineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('secrets'),
    values: z.partialRecord(z.enum(['huggingface', 'google']), z.string()),
    /** Whether a key store protects what is kept; where not, secrets are for this session only. */
    keychain: z.boolean(),
  }),
  z.object({ type: z.literal('open-notebook'), path: z.string() }),
  /** Stop now, or once the running epoch has its checkpoint. */
  z.object({ type: z.literal('shutdown'), when: z.enum(['now', 'after-epoch', 'after-run']) }),
]);
export type MainToEngine = z.infer<typeof mainToEngineSchema>;

/** What the preload script puts on `window.millraceDesktop`; absent behind the browser door. */
export interface DesktopBridge {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Native dialogs; null when the user cancels. */
  chooseNotebook(): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  chooseSaveAs(suggestedName: string): Promise<string | null>;
  saveText(suggestedName: string, text: string): Promise<string | null>;
  /** `path` must lie inside the pipeline root or the notebook's folder. */
  revealInFolder(path: string): Promise<void>;
  openExternal(url: string): Promise<void>;
  /** A menu item was chosen: the id of a renderer command. Returns the unsubscribe function. */
  onCommand(listener: (command: string) => void): () => void;
}
