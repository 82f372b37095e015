interface Permission {
  readonly granted: boolean;
  readonly reason: string;
}

/** Every permission that is not refused for want of a row, with the reason for its row. */
const permissions: Readonly<Record<string, Permission>> = {
  'clipboard-sanitized-write': { granted: true, reason: 'copying an error, a path or a table row' },
  fullscreen: { granted: true, reason: 'an image or a chart across the whole screen' },
  'clipboard-read': { granted: false, reason: 'pasting goes through the browser engine, which asks nobody' },
  media: { granted: false, reason: 'no feature uses a camera or microphone' },
  geolocation: { granted: false, reason: 'nothing depends on the place' },
  notifications: { granted: false, reason: 'the main process shows them itself' },
  'display-capture': { granted: false, reason: 'no feature records the screen' },
  openExternal: { granted: false, reason: 'links go through the navigation policy' },
  hid: { granted: false, reason: 'no feature talks to devices' },
  serial: { granted: false, reason: 'no feature talks to devices' },
  usb: { granted: false, reason: 'no feature talks to devices' },
};

/** Whether a page may have a permission: asked by the engine's own page, and in the table. */
export function isPermitted(permission: string, origin: string, engineOrigin: string | null): boolean {
  return origin === engineOrigin && Object.hasOwn(permissions, permission)
    ? (permissions[permission]?.granted ?? false)
    : false;
}
