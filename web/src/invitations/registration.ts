import type { InvitationOffer, invitationsRoutes, RegistrationPolicy } from '@smart-hub/contract/invitations';
import { addressOf, HubClient, HubError } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { t } from '../texts/en.js';

const readPolicy = addressOf<typeof invitationsRoutes.policy>('GET', '/registration');
const checkInvitation = addressOf<typeof invitationsRoutes.check>('POST', '/invitations/check');

/** How long the page waits for these answers, in milliseconds. Without one, the registration itself tells. */
const PATIENCE_MS = 3000;
const UNKNOWN: RegistrationPolicy = {
  mode: 'open',
  domains: [],
  invitations: false,
  passwordReset: false,
  emailVerification: 'off',
};

/** What a registration begins with. */
export interface Registration {
  readonly policy: RegistrationPolicy;
  /** What the invitation says with which the page was opened; undefined without one that is valid. */
  readonly offer?: Pick<InvitationOffer, 'invitedBy'>;
  /** Why that invitation admits nobody, in words. */
  readonly refusal?: string;
}

/** Who may register here; undefined until it is known. */
export function usePolicy(): RegistrationPolicy | undefined {
  const [policy, setPolicy] = useState(lastPolicy);
  useEffect(() => {
    let left = false;
    void policyNow().then((policy) => left || setPolicy(policy));
    return () => {
      left = true;
    };
  }, []);
  return policy;
}

/** What somebody meets who has no account; undefined until it is known. @param token of the invitation they have */
export function useRegistration(token: string | undefined): Registration | undefined {
  const [found, setFound] = useState<Registration & { readonly token: string | undefined }>();
  useEffect(() => {
    let left = false;
    void registrationFor(token).then((registration) => left || setFound({ ...registration, token }));
    return () => {
      left = true;
    };
  }, [token]);
  return found?.token === token ? found : undefined;
}

async function registrationFor(token: string | undefined): Promise<Registration> {
  const policy = await policyNow();
  if (token === undefined || policy.mode === 'open' || policy.mode === 'closed') return { policy };
  try {
    return { policy, offer: await client().call(checkInvitation, { body: { token } }, patience()) };
  } catch (error) {
    const code = error instanceof HubError ? error.code : undefined;
    if (code === 'request.invalid') return { policy, refusal: t.auth.noInvitation };
    if (isAboutInvitation(code)) return { policy, refusal: (error as HubError).message };
    return { policy, offer: { invitedBy: null } };
  }
}

/** The last answer: what is shown next need not wait for another one. */
let lastPolicy: RegistrationPolicy | undefined;
let asking: Promise<RegistrationPolicy> | undefined;

/** Asks once where several want to know. */
function policyNow(): Promise<RegistrationPolicy> {
  asking ??= readPolicyNow().finally(() => (asking = undefined));
  return asking;
}

async function readPolicyNow(): Promise<RegistrationPolicy> {
  lastPolicy = await client()
    .call(readPolicy, {}, patience())
    .catch(() => UNKNOWN);
  return lastPolicy;
}

/** Whether another invitation would help. */
const isAboutInvitation = (code: HubError['code'] | undefined): boolean =>
  code === 'registration.invitation_needed' || code === 'registration.invitation_invalid';

const client = () => new HubClient({ url: location.origin });
const patience = () => AbortSignal.timeout(PATIENCE_MS);
