/** Sends everything in this process that looks for the Hub to an address, until it is disposed of. */
export function pointToHub(url: string): Disposable {
  const before = process.env.HF_ENDPOINT;
  process.env.HF_ENDPOINT = url;
  return {
    [Symbol.dispose]: () => {
      if (before === undefined) {
        delete process.env.HF_ENDPOINT;
      } else {
        process.env.HF_ENDPOINT = before;
      }
    },
  };
}
