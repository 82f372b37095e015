import { parseArgs } from 'node:util';

/** What electron-builder asks of fpm for a deb. */
export interface DebRequest {
  readonly output: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly homepage: string | undefined;
  readonly priority: string;
  readonly section: string;
  readonly compression: string;
  /** The first line is the summary, as in a control file. */
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Scripts of this machine that the package runs after it was installed and removed. */
  readonly scripts: Readonly<Record<'postinst' | 'postrm', string | undefined>>;
  /** Files and folders of this machine, and where they lie once installed. */
  readonly contents: readonly { readonly from: string; readonly to: string }[];
}

const text = { type: 'string' } as const;
const options = {
  input: { type: 'string', short: 's' },
  target: { type: 'string', short: 't' },
  depends: { type: 'string', short: 'd', multiple: true },
  'deb-recommends': { type: 'string', multiple: true },
  force: { type: 'boolean' },
  debug: { type: 'boolean' },
  log: text,
  architecture: text,
  'after-install': text,
  'after-remove': text,
  description: text,
  version: text,
  package: text,
  name: text,
  maintainer: text,
  vendor: text,
  url: text,
  license: text,
  iteration: text,
  category: text,
  'deb-priority': text,
  'deb-compression': text,
} as const;

/** Reads a command line of fpm as electron-builder writes it. @throws Error for what is not part of one */
export function readFpmRequest(args: readonly string[]): DebRequest {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.target !== 'deb') throw new Error(`"${values.target}" cannot be made here, only deb`);
  return {
    output: required(values.package, '--package'),
    name: required(values.name, '--name'),
    version: required(values.version, '--version'),
    architecture: required(values.architecture, '--architecture'),
    maintainer: required(values.maintainer, '--maintainer'),
    homepage: values.url,
    priority: values['deb-priority'] ?? 'optional',
    section: values.category ?? 'default',
    // fpm's word for what dpkg-deb calls gzip.
    compression: (values['deb-compression'] ?? 'xz').replace(/^gz$/, 'gzip'),
    description: values.description ?? '',
    depends: values.depends ?? [],
    recommends: values['deb-recommends'] ?? [],
    scripts: { postinst: values['after-install'], postrm: values['after-remove'] },
    contents: positionals.map(readMapping),
  };
}

function required(value: string | undefined, flag: string): string {
  if (value === undefined) throw new Error(`${flag} is missing`);
  return value;
}

function readMapping(mapping: string): { from: string; to: string } {
  const separator = mapping.lastIndexOf('=');
  if (separator < 0) throw new Error(`"${mapping}" does not say where it goes`);
  return { from: mapping.slice(0, separator), to: mapping.slice(separator + 1) };
}
