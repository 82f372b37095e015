/** Variables that a worker needs to run, to find its libraries and to reach the network; none that holds a secret. */
const allowed = [
  /^(PATH|HOME|USER|LANG|LANGUAGE|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE)$/i,
  /^LC_/,
  /^(LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/,
  /^(CUDA|NVIDIA|TF|XLA|OMP|KMP|MKL|ONEDNN)_/,
  /^(HTTP|HTTPS|ALL|NO)_PROXY$/i,
  /^(NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|NODE_COMPILE_CACHE|HF_ENDPOINT)$/,
  /^MILLRACE_(?!.*(TOKEN|SECRET|KEY|PASSWORD))/i,
];

/** The environment of a worker: user code and executors run without the engine's tokens (SECURITY D27). */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => allowed.some((pattern) => pattern.test(name))),
  );
}
