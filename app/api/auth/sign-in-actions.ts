import { type OutsideService, outsideServices } from './outside-providers.ts';

/** What the sign-in page and next-auth's own client ask for, without the parts that name a service. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  csrf: ['GET'],
  providers: ['GET'],
  session: ['GET'],
  signin: ['GET'],
  signout: ['GET', 'POST'],
  error: ['GET'],
  'callback/credentials': ['POST'],
};
const OF_SERVICES: Readonly<Record<string, readonly string[]>> = { signin: ['POST'], callback: ['GET'] };

/** The methods of one action below /api/auth; undefined where that is not in use. */
export function allowedMethods(
  path: readonly string[],
  services: readonly OutsideService[] = outsideServices(),
): readonly string[] | undefined {
  const [action = '', service] = path;
  const whole = path.join('/');
  if (Object.hasOwn(ACTIONS, whole)) return ACTIONS[whole];
  const isOfService = path.length === 2 && services.some(({ id }) => id === service);
  return isOfService && Object.hasOwn(OF_SERVICES, action) ? OF_SERVICES[action] : undefined;
}
