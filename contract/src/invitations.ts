import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

/** The secret in the link of an invitation: 32 random bytes in base64url. */
export const InvitationToken = z.string().min(1).max(200).describe('The token of an invitation, where one is needed.');

/** Who may register, and what the server mails to them. */
export const RegistrationPolicy = z
  .object({
    mode: z
      .enum(['open', 'invite', 'domains', 'closed'])
      .describe(
        '`open`: anybody. `invite`: people with an invitation. `domains`: people with an invitation, or with an e-mail address in one of `domains`. `closed`: nobody.',
      ),
    domains: z
      .array(z.string())
      .describe(
        'Domains of e-mail addresses that need no invitation, for people to read: `müller.de`, not `xn--mller-kva.de`.',
      ),
    invitations: z.boolean().describe('Whether users can create invitations.'),
    passwordReset: z.boolean().describe('Whether the server mails links to choose another password.'),
    emailVerification: z
      .enum(['off', 'optional', 'required'])
      .describe(
        '`off`: no link is mailed to who registers. `optional`: one is. `required`: and until it was opened the account can do nothing else.',
      ),
  })
  .meta({
    id: 'RegistrationPolicy',
    description: 'Who may register, and what the server mails to them.',
    example: examples.registrationPolicy,
  });
export type RegistrationPolicy = z.infer<typeof RegistrationPolicy>;

export const Invitation = z
  .object({
    id: Id,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    uses: z.int().describe('The number of accounts that were created with it.'),
    maxUses: z.int().describe('The number of accounts that can be created with it.'),
  })
  .meta({ id: 'Invitation', description: 'Admits people who register.', example: examples.invitation });
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = Invitation.extend({
  token: InvitationToken.describe('Goes into the field `invitation` of a registration. Shown here only.'),
  path: z
    .string()
    .describe(
      'The path of the page to register with the token, relative to the address of the hub. The token is in the fragment, which browsers send to no server.',
    ),
}).meta({ id: 'NewInvitation', description: 'An invitation with its token.', example: examples.newInvitation });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const InvitationCheck = z
  .strictObject({ token: InvitationToken })
  .meta({ id: 'InvitationCheck', example: examples.invitationCheck });

export const InvitationOffer = z
  .object({
    invitedBy: z.string().nullable().describe('The name of the user who made it; null for the operator.'),
    expiresAt: Timestamp,
  })
  .meta({
    id: 'InvitationOffer',
    description: 'What the holder of an invitation is shown of it.',
    example: examples.invitationOffer,
  });
export type InvitationOffer = z.infer<typeof InvitationOffer>;

export const InvitationTerms = z
  .strictObject({
    days: z.int().min(1).max(90).default(7).describe('For how many days it is valid.'),
    maxUses: z.int().min(1).max(1000).default(1).describe('The number of accounts that can be created with it.'),
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
    summary: 'Check an invitation: whether it is valid, and who invites',
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
    summary: 'Revoke an invitation: nobody else can register with it',
    auth: true,
    params: z.strictObject({ id: Id }),
    status: 200,
    response: Invitation,
    problems: ['invitation.not_found'],
  }),
};
