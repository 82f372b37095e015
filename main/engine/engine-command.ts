import path from 'node:path';

/** Where the app runs from: the repository, or a package. */
export interface AppPlace {
  readonly packaged: boolean;
  /** The repository's root, or the package's `resources` folder. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  /** Where the app keeps its settings and caches. */
  readonly userData: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface EngineCommand {
  readonly node: string;
  /** Node's own options. */
  readonly flags: readonly string[];
  readonly entry: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Young objects get 2 MB instead of 16: the engine passes data on and keeps little, which saves 10 MB of memory. */
const flags = ['--max-semi-space-size=2'];

/** Variables that would change what the engine's Node or Electron's runtime does. */
const foreign = /^(NODE_(?!EXTRA_CA_CERTS$|USE_ENV_PROXY$)|ELECTRON_|MILLRACE_(NODE|APP_FOLDER)$)/;

/**
 * Says how to start the engine. A package uses only what it brought along, whatever the environment says; in the
 * repository `npm start` names the Node 24 in `MILLRACE_NODE`. The engine and its workers keep their compiled code for the
 * next start: not in the package, which may be one that nobody may write to.
 */
export function engineCommand(place: AppPlace): EngineCommand {
  const inherited = Object.fromEntries(
    Object.entries(place.variables).filter(([name]) => !foreign.test(name)),
  );
  return place.packaged ? packagedEngine(place, inherited) : repositoryEngine(place, inherited);
}

function packagedEngine(
  { folder, platform, userData }: AppPlace,
  inherited: EngineCommand['variables'],
): EngineCommand {
  return {
    node: path.join(folder, 'node', platform === 'win32' ? 'node.exe' : 'node'),
    flags,
    entry: path.join(folder, 'engine', 'cli', 'main.js'),
    variables: {
      ...inherited,
      MILLRACE_APP_FOLDER: folder,
      NODE_COMPILE_CACHE: path.join(userData, 'Compiled engine'),
    },
  };
}

function repositoryEngine(
  { folder, variables }: AppPlace,
  inherited: EngineCommand['variables'],
): EngineCommand {
  return {
    node: variables.MILLRACE_NODE ?? 'node',
    flags,
    entry: path.join(folder, 'engine', 'cli', 'main.ts'),
    variables: { ...inherited, NODE_COMPILE_CACHE: path.join(folder, 'node_modules', '.cache', 'compiled') },
  };
}
