import { fromValue, toValue } from './value-message.ts';
import type { VertexClients } from './vertex-clients.ts';
import { toVertexError } from './vertex-error.ts';

/**
 * Sends instances to an endpoint and gives its predictions, as plain values.
 *
 * @param instances one object by instance, such as `{ string_input: "<web-safe base64>" }`
 * @throws VertexError
 */
export async function predictOnEndpoint(
  clients: VertexClients,
  endpoint: string,
  instances: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly unknown[]> {
  try {
    const [response] = await clients.predictions.predict({
      endpoint,
      instances: instances.map((instance) => toValue(instance)),
    });
    return (response.predictions ?? []).map((prediction) =>
      fromValue(prediction as Parameters<typeof fromValue>[0]),
    );
  } catch (error) {
    throw toVertexError(error, { action: 'ask the endpoint for a prediction', role: 'Vertex AI User' });
  }
}
