import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

/** The secret of the link of an invitation: 32 random bytes in base64url. */
export const InvitationToken = z.string().min(1).max(200).describe('The token of an invitation, if one is required.');

/** The registration rules, and which e-mails the server sends to users. */
export const RegistrationPolicy = z
  .object({
    mode: z
      .enum(['open', 'invite', 'domains', 'closed'])
      .describe(
        'Who may register. `open`: everyone. `invite`: people with an invitation. `domains`: people with an invitation, or with an e-mail address in one of `domains`. `closed`: no one.',
      ),
    domains: z
      .array(z.string())
      .describe(
        'The domains of e-mail addresses that need no invitation, in readable form: `müller.de`, not `xn--mller-kva.de`.',
      ),
    invitations: z.boolean().describe('Whether users can create invitations.'),
    passwordReset: z.boolean().describe('Whether the server mails links to reset a password.'),
    emailVerification: z
      .enum(['off', 'optional', 'required'])
      .describe(
        '`off`: no verification link is mailed after a registration. `optional`: a link is mailed. `required`: a link is mailed, and the account is restricted until the user has opened it.',
      ),
  })
  .meta({
    id: 'RegistrationPolicy',
    description: 'The registration rules, and which e-mails the server sends to users.',
    example: examples.registrationPolicy,
  });
export type RegistrationPolicy = z.infer<typeof RegistrationPolicy>;

export const Invitation = z
  .object({
    id: Id,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    uses: z.int().describe('The number of accounts that were created with the invitation.'),
    maxUses: z.int().describe('The number of accounts that can be created with the invitation.'),
  })
  .meta({
    id: 'Invitation',
    description: 'An invitation, which allows people to register.',
    example: examples.invitation,
  });
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = Invitation.extend({
  token: InvitationToken.describe(
    'The value for the field `invitation` of a registration. Only this response contains it.',
  ),
  path: z
    .string()
    .describe(
      'The path of the registration page with the token, relative to the address of the hub. The token is in the fragment, which browsers do not send to servers.',
    ),
}).meta({ id: 'NewInvitation', description: 'An invitation with its token.', example: examples.newInvitation });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const InvitationCheck = z
  .strictObject({ token: InvitationToken })
  .meta({ id: 'InvitationCheck', example: examples.invitationCheck });

export const InvitationOffer = z
  .object({
    invitedBy: z
      .string()
      .nullable()
      .describe('The name of the user who created the invitation; null for the operator.'),
    expiresAt: Timestamp,
  })
  .meta({
    id: 'InvitationOffer',
    description: 'An invitation as shown to the invited person.',
    example: examples.invitationOffer,
  });
export type InvitationOffer = z.infer<typeof InvitationOffer>;

export const InvitationTerms = z
  .strictObject({
    days: z.int().min(1).max(90).default(7).describe('The validity, in days.'),
    maxUses: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('The number of accounts that can be created with the invitation.'),
  })
  .meta({ id: 'InvitationTerms', example: examples.invitationTerms });
export type InvitationTerms = z.output<typeof InvitationTerms>;

export const invitationsRoutes = {
  policy: route({
    method: 'GET',
    path: '/registration',
    summary: 'Get the registration rules',
    auth: false,
    limited: false,
    status: 200,
    response: RegistrationPolicy,
    problems: [],
  }),
  check: route({
    method: 'POST',
    path: '/invitations/check',
    summary: 'Check whether an invitation is valid, and who created it',
    auth: false,
    body: InvitationCheck,
    status: 200,
    response: InvitationOffer,
    problems: ['registration.closed', 'registration.invitation_invalid'],
  }),
  create: route({
    method: 'POST',
    path: '/invitations',
    summary: 'Create an invitation',
    auth: true,
    body: InvitationTerms,
    status: 201,
    response: NewInvitation,
    problems: ['invitation.not_allowed', 'invitation.too_many'],
  }),
  list: route({
    method: 'GET',
    path: '/invitations',
    summary: 'List the valid invitations that the logged-in user created, the newest first',
    auth: true,
    status: 200,
    response: z.array(Invitation),
    problems: [],
  }),
  revoke: route({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Revoke an invitation, so that no one else can register with it',
    auth: true,
    params: z.strictObject({ id: Id.describe('The id of the invitation.') }),
    status: 200,
    response: Invitation,
    problems: ['invitation.not_found'],
  }),
};
