import type { Session } from 'electron';
import { parseAddress } from './navigation-policy.ts';
import { isPermitted } from './permission-policy.ts';

/** Answers what pages of a session ask for, and may check, by the permission table. */
export function guardPermissions(session: Session, engineOrigin: () => string | null): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermitted(permission, parseAddress(details.requestingUrl)?.origin ?? '', engineOrigin()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermitted(permission, parseAddress(requestingOrigin)?.origin ?? '', engineOrigin()),
  );
  session.setDevicePermissionHandler(() => false);
}
