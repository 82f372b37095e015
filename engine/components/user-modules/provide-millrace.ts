import { registerHooks } from 'node:module';
import { tensorflow } from '../../tensorflow/runtime.ts';

const TFJS = 'millrace:tfjs';
const PROVIDED = new Map([
  ['millrace', new URL('./millrace.ts', import.meta.url).href],
  ['@tensorflow/tfjs', TFJS],
]);

let registered = false;

/**
 * Makes `import ... from 'millrace'` and `... from '@tensorflow/tfjs'` work in modules that lie anywhere on disk. Both
 * must be this process's own: tensors of another copy of tfjs would belong to another engine.
 */
export function provideMillrace(): void {
  if (registered) {
    return;
  }
  registered = true;
  registerHooks({
    resolve(specifier, context, next) {
      // tfjs-node itself asks for tfjs by "require", and must get the real one.
      const url = context.conditions.includes('require') ? undefined : PROVIDED.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
    load(url, context, next) {
      return url === TFJS
        ? { format: 'module', source: tfjsModule(), shortCircuit: true }
        : next(url, context);
    },
  });
}

/** tfjs is CommonJS; a module that re-exports each of its names gives `import { layers }` and `import * as tf`. */
function tfjsModule(): string {
  const { tf } = tensorflow();
  Object.assign(globalThis, { [Symbol.for(TFJS)]: tf });
  const names = Object.keys(tf).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default');
  return `const { ${names.join(', ')} } = globalThis[Symbol.for('${TFJS}')];\nexport { ${names.join(', ')} };\n`;
}
