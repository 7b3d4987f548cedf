import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

/** The secret in the link of an invitation: 32 random bytes in base64url. */
export const InvitationToken = z.string().min(1).max(200).describe('The token of an invitation, where one is needed.');

/** Who may register. */
export const RegistrationPolicy = z
  .object({
    mode: z
      .enum(['open', 'invite', 'domains', 'closed'])
      .describe(
        '`open`: anybody. `invite`: who has an invitation. `domains`: who has an invitation, or an e-mail address in one of `domains`. `closed`: nobody.',
      ),
    domains: z
      .array(z.string())
      .describe(
        'Domains of e-mail addresses that need no invitation, for people to read: `müller.de`, not `xn--mller-kva.de`.',
      ),
    invitations: z.boolean().describe('Whether users can make invitations.'),
  })
  .meta({
    id: 'RegistrationPolicy',
    description: 'Who may register.',
    example: examples.registrationPolicy,
  });
export type RegistrationPolicy = z.infer<typeof RegistrationPolicy>;

export const Invitation = z
  .object({
    id: Id,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    uses: z.int().describe('How many accounts were made with it.'),
    maxUses: z.int().describe('How many accounts can be made with it.'),
  })
  .meta({ id: 'Invitation', description: 'Admits people who register.', example: examples.invitation });
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = Invitation.extend({
  token: InvitationToken.describe('Goes into the field `invitation` of a registration. Shown here only.'),
  path: z
    .string()
    .describe(
      'Where the page takes the token, below the address of the hub. Behind the `#`, which no server or log sees.',
    ),
}).meta({ id: 'NewInvitation', description: 'An invitation with its token.', example: examples.newInvitation });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const InvitationCheck = z
  .strictObject({ token: InvitationToken })
  .meta({ id: 'InvitationCheck', example: examples.invitationCheck });

export const InvitationOffer = z
  .object({
    invitedBy: z.string().nullable().describe('The name of whoever made it; null for the operator.'),
    expiresAt: Timestamp,
  })
  .meta({
    id: 'InvitationOffer',
    description: 'What an invitation says to whoever has its token.',
    example: examples.invitationOffer,
  });
export type InvitationOffer = z.infer<typeof InvitationOffer>;

export const InvitationTerms = z
  .strictObject({
    days: z.int().min(1).max(90).default(7).describe('How long it is valid, in days.'),
    maxUses: z.int().min(1).max(1000).default(1).describe('How many accounts can be made with it.'),
  })
  .meta({ id: 'InvitationTerms', example: examples.invitationTerms });
export type InvitationTerms = z.output<typeof InvitationTerms>;

export const invitationsRoutes = {
  policy: route({
    method: 'GET',
    path: '/registration',
    summary: 'Who may register',
    auth: false,
    limited: false,
    status: 200,
    response: RegistrationPolicy,
    problems: [],
  }),
  check: route({
    method: 'POST',
    path: '/invitations/check',
    summary: 'Whether an invitation admits somebody now, and who invites',
    auth: false,
    body: InvitationCheck,
    status: 200,
    response: InvitationOffer,
    problems: ['registration.closed', 'registration.invitation_invalid'],
  }),
  create: route({
    method: 'POST',
    path: '/invitations',
    summary: 'Invite people',
    auth: true,
    body: InvitationTerms,
    status: 201,
    response: NewInvitation,
    problems: ['invitation.not_allowed', 'invitation.too_many'],
  }),
  list: route({
    method: 'GET',
    path: '/invitations',
    summary: 'My invitations that are still valid, the newest first',
    auth: true,
    status: 200,
    response: z.array(Invitation),
    problems: [],
  }),
  revoke: route({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Take back an invitation: nobody else can register with it',
    auth: true,
    params: z.strictObject({ id: Id }),
    status: 200,
    response: Invitation,
    problems: ['invitation.not_found'],
  }),
};
