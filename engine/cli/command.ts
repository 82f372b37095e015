/** A subcommand of `millrace`. */
export interface Command {
  /** The line of the help text, without the program's name. */
  readonly usage: string;
  readonly summary: string;
  /** Does it and returns the exit status. @throws UsageError when the arguments are wrong */
  run(args: readonly string[]): Promise<number>;
}
