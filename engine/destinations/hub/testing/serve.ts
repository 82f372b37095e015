import { parseArgs } from 'node:util';
import { HubDouble } from './hub-double.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: 'hf_double' },
    user: { type: 'string', default: 'ada' },
    /** Takes large files through Xet where the client offers it. */
    xet: { type: 'boolean', default: false },
    organisation: { type: 'string', multiple: true, default: [] },
  },
});

const hub = await HubDouble.start({
  port: Number(values.port),
  transfer: values.xet ? 'xet' : 'basic',
  accounts: [
    {
      token: values.token,
      user: values.user,
      organisations: Object.fromEntries(values.organisation.map((name) => [name, 'admin'])),
    },
  ],
});
process.stdout.write(`${JSON.stringify({ url: hub.url, token: values.token, user: values.user })}\n`);
process.once('SIGTERM', () => hub[Symbol.asyncDispose]());
process.once('SIGINT', () => hub[Symbol.asyncDispose]());
