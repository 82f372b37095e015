/** Text in which `backticks` mark names and values, as the engine writes its messages. */
export function InlineCode({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    // Every second part stood between backticks.
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
