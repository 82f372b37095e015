import { createHubDestination } from '../../components/hf-pusher/destination.ts';
import { folderDestination } from '../../components/pusher/destination.ts';
import { createVertexDestination } from '../../components/vertex-pusher/destination.ts';
import type { pushMethods } from '../../contract/push.ts';
import type { SecretStore } from '../../destinations/secrets/secret-store.ts';
import type { Handlers } from '../handler.ts';
import { accountHandlers } from './account.ts';
import { pushHandlers } from './push.ts';
import { tryOutHandlers } from './try-out.ts';

/** All calls about pushing: accounts, plans and history of every destination, and trying a Space out. */
export function pushAreaHandlers(secrets: SecretStore): Handlers<typeof pushMethods> & AsyncDisposable {
  const destinations = [folderDestination, createHubDestination(secrets), createVertexDestination(secrets)];
  return { ...accountHandlers(secrets), ...tryOutHandlers(), ...pushHandlers(destinations) };
}
