/** Whether an optional scalar of a proto2 message was set: what is not set lives on the prototype. */
export function isSet<Message extends object>(message: Message | undefined, field: keyof Message): boolean {
  return message !== undefined && Object.hasOwn(message, field);
}
