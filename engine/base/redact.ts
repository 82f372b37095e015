const replacement = '[redacted]';

/** Shapes of secrets that must never reach a log, an event, ML Metadata or a report (SECURITY D18). */
const secretShapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\bhf_[A-Za-z0-9]{8,}/g,
  /\bya29\.[\w.-]+/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g,
  /(?<=[?&](?:X-Amz-Signature|X-Goog-Signature|Signature|sig|token|access_token)=)[^&\s"']+/gi,
  /(?<="private_key(?:_id)?"\s*:\s*")[^"]+/g,
];

/** A text without anything that looks like a secret, and without the given known secrets. */
export function redactText(text: string, knownSecrets: readonly string[] = []): string {
  const withoutKnown = knownSecrets
    .filter((secret) => secret.length > 3)
    .reduce((current, secret) => current.replaceAll(secret, replacement), text);
  return secretShapes.reduce((current, shape) => current.replace(shape, replacement), withoutKnown);
}

/** The same for every string, at any depth, of a JSON-like value; keys are redacted too. */
export function redact<Value>(value: Value, knownSecrets: readonly string[] = []): Value {
  return redactValue(value, knownSecrets) as Value;
}

function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') {
    return redactText(value, secrets);
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactValue(item, secrets));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [redactText(key, secrets), redactValue(field, secrets)]),
    );
  }
  return value;
}
