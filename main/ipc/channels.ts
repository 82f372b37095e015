/** The one channel a page can call main on. */
export const callChannel = 'millrace:call';

/** The channel main sends menu commands to the page on. */
export const commandChannel = 'millrace:command';
