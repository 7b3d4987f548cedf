import type { InvitationOffer, invitationsRoutes, RegistrationPolicy } from '@smart-hub/contract/invitations';
import { addressOf, HubClient, HubError } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { t } from '../texts/en.js';

const policyRoute = addressOf<typeof invitationsRoutes.policy>('GET', '/registration');
const checkInvitation = addressOf<typeof invitationsRoutes.check>('POST', '/invitations/check');

/**
 * The time limit of the requests below, in milliseconds. After that the page shows the form anyway, and submitting the
 * form reports any errors.
 */
const TIMEOUT_MS = 3000;
/** The policy that the page assumes if the server does not respond: everybody can register. */
const FALLBACK_POLICY: RegistrationPolicy = {
  mode: 'open',
  domains: [],
  invitations: false,
  passwordReset: false,
  emailVerification: 'off',
};

/** The data from the server that the registration form needs. */
export interface Registration {
  readonly policy: RegistrationPolicy;
  /** Who has invited the user; undefined without a valid invitation. */
  readonly offer?: Pick<InvitationOffer, 'invitedBy'>;
  /** Why the user's invitation is not valid. */
  readonly invitationError?: string;
}

/** Returns the registration policy of the server; undefined until it is loaded. */
export function usePolicy(): RegistrationPolicy | undefined {
  const [policy, setPolicy] = useState(lastPolicy);
  useEffect(() => {
    let isUnmounted = false;
    void loadPolicy().then((policy) => isUnmounted || setPolicy(policy));
    return () => {
      isUnmounted = true;
    };
  }, []);
  return policy;
}

/**
 * Returns the data for the registration form; undefined until it is loaded.
 *
 * @param token the token of the user's invitation
 */
export function useRegistration(token: string | undefined): Registration | undefined {
  const [loaded, setLoaded] = useState<Registration & { readonly token: string | undefined }>();
  useEffect(() => {
    let isUnmounted = false;
    void loadRegistration(token).then((registration) => isUnmounted || setLoaded({ ...registration, token }));
    return () => {
      isUnmounted = true;
    };
  }, [token]);
  return loaded?.token === token ? loaded : undefined;
}

async function loadRegistration(token: string | undefined): Promise<Registration> {
  const policy = await loadPolicy();
  if (token === undefined || policy.mode === 'open' || policy.mode === 'closed') return { policy };
  try {
    return { policy, offer: await client().call(checkInvitation, { body: { token } }, requestTimeout()) };
  } catch (error) {
    const code = error instanceof HubError ? error.code : undefined;
    if (code === 'request.invalid') return { policy, invitationError: t.auth.noInvitation };
    if (isInvitationError(code)) return { policy, invitationError: (error as HubError).message };
    return { policy, offer: { invitedBy: null } };
  }
}

/** The last loaded policy. A component that is mounted later can use it at once. */
let lastPolicy: RegistrationPolicy | undefined;
let pendingPolicy: Promise<RegistrationPolicy> | undefined;

/** Loads the policy. Concurrent callers share one request. */
function loadPolicy(): Promise<RegistrationPolicy> {
  pendingPolicy ??= fetchPolicy().finally(() => (pendingPolicy = undefined));
  return pendingPolicy;
}

async function fetchPolicy(): Promise<RegistrationPolicy> {
  lastPolicy = await client()
    .call(policyRoute, {}, requestTimeout())
    .catch(() => FALLBACK_POLICY);
  return lastPolicy;
}

/** Whether a problem code means that a valid invitation is needed. */
const isInvitationError = (code: HubError['code'] | undefined): boolean =>
  code === 'registration.invitation_needed' || code === 'registration.invitation_invalid';

const client = () => new HubClient({ url: location.origin });
const requestTimeout = () => AbortSignal.timeout(TIMEOUT_MS);
