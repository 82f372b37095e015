import { existsSync } from 'node:fs';
import { bindingFile } from '../engine/runtime/tfjs-node-folder.ts';
import { setUp } from './setup/set-up.ts';

// Set-up looks at a dozen things; a command that a script calls often should not wait for that each time.
if (!existsSync(bindingFile())) await setUp('engine');
await import('../engine/cli/main.ts');
