import { Inject, Injectable } from '@nestjs/common';
import type {
  Invitation,
  InvitationOffer,
  InvitationTerms,
  NewInvitation,
  RegistrationPolicy,
} from '@smart-hub/contract/invitations';
import { domainToUnicode } from 'node:url';
import { v7 as uuid } from 'uuid';
import { CONFIG, type Config } from '../platform/config/config.js';
import { canSendMail } from '../platform/mail/mailer.js';
import type { Rows, Sql } from '../platform/database/sql.js';
import type { Client } from '../platform/http/client.js';
import { hashLinkToken, newLinkToken } from '../platform/link-token.js';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { InvitationsStore, type FoundInvitation, type InvitationRow } from './invitations.store.js';

/** The maximum number of valid invitations per user. */
const MAX_PER_USER = 100;

/** A person who wants to register. */
interface Applicant {
  readonly email: string;
  readonly invitation?: string | undefined;
}

/** An invitation as the operator sees it, including its creator. */
export interface OperatorInvitation extends Invitation {
  /** The id of the user who created the invitation; null for the operator. */
  readonly createdBy: string | null;
}

/** The invitation that is used for an account which is about to be created. */
export interface Admission {
  readonly invitationId: string;
  /**
   * Counts one use of the invitation in the transaction that creates the account: both are committed, or neither is.
   *
   * @throws ProblemError `registration.invitation_invalid` if the invitation has been used up or has expired in the
   *   meantime
   */
  readonly spendInvitation: (rows: Rows) => Promise<void>;
}

/**
 * Owns the registration policy (`REGISTRATION`) and the invitations.
 *
 * Invariants: no more accounts are created with an invitation than it allows, and a failed registration does not count
 * as a use. Only hashes of tokens are stored. A person who is not allowed to register cannot find out which e-mail
 * addresses have accounts.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly store: InvitationsStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Returns who may register, for the page on which people register. */
  policy(): RegistrationPolicy {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    return {
      mode,
      domains: mode === 'domains' ? domains.map(domainToUnicode) : [],
      invitations: this.canUsersInvite(),
      passwordReset: canSendMail(this.config),
      emailVerification: this.config.EMAIL_VERIFICATION,
    };
  }

  /** @throws ProblemError `invitation.not_allowed` or `invitation.too_many` */
  async create(actor: Actor, terms: InvitationTerms, client: Client): Promise<NewInvitation> {
    if (!this.canUsersInvite()) throw new ProblemError('invitation.not_allowed', this.whyUsersCannotInvite());
    const invitation = await this.insert(actor.id, terms);
    if (!invitation)
      throw new ProblemError(
        'invitation.too_many',
        `You have ${MAX_PER_USER} valid invitations, which is the maximum: revoke one first.`,
      );
    logSecurity('invitation.created', { userId: actor.id, invitationId: invitation.id, ...client });
    return invitation;
  }

  /** Creates the service for a command of the operator, which runs without the NestJS application. */
  static forCommand(sql: Sql, config: Config): InvitationsService {
    return new InvitationsService(new InvitationsStore(sql), config);
  }

  /** Creates an invitation for the operator, who may have any number of them. */
  async createForOperator(terms: InvitationTerms): Promise<NewInvitation> {
    const invitation = (await this.insert(null, terms))!;
    logSecurity('admin.invitation_created', { invitationId: invitation.id });
    return invitation;
  }

  /**
   * Returns a page of the valid invitations of all users and of the operator, in the order of their ids.
   *
   * @param after the id of the last invitation of the previous page; null for the first page
   */
  async listForOperator(after: string | null, limit: number): Promise<OperatorInvitation[]> {
    return (await this.store.listAll(after, limit)).map((row) => ({ ...toInvitation(row), createdBy: row.created_by }));
  }

  /** Revokes a valid invitation of any user or of the operator. Returns null if there is no such invitation. */
  async revokeForOperator(id: string): Promise<Invitation | null> {
    const row = await this.store.revokeAny(id);
    if (!row) return null;
    logSecurity('admin.invitation_revoked', { invitationId: id });
    return toInvitation(row);
  }

  async list(actor: Actor): Promise<Invitation[]> {
    return (await this.store.list(actor.id)).map(toInvitation);
  }

  /** @throws ProblemError `invitation.not_found` */
  async revoke(actor: Actor, id: string, client: Client): Promise<Invitation> {
    const row = await this.store.revoke(id, actor.id);
    if (!row) throw new ProblemError('invitation.not_found', 'You have no valid invitation with this id.');
    logSecurity('invitation.revoked', { userId: actor.id, invitationId: id, ...client });
    return toInvitation(row);
  }

  /** @throws ProblemError `registration.closed` or `registration.invitation_invalid` */
  async check(token: string): Promise<InvitationOffer> {
    this.requireOpenRegistration();
    const { invitedBy, expiresAt } = await this.requireValid(token);
    return { invitedBy, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Checks that `REGISTRATION` lets an applicant register.
   *
   * @returns the invitation to use; undefined if the applicant needs none
   * @throws ProblemError `registration.closed`, `registration.invitation_needed` or `registration.invitation_invalid`
   */
  async admit({ email, invitation }: Applicant): Promise<Admission | undefined> {
    this.requireOpenRegistration();
    if (!this.needsInvitation(email)) return undefined;
    if (invitation === undefined)
      throw new ProblemError('registration.invitation_needed', `Registering here needs ${this.requirementText()}.`);
    const { id } = await this.requireValid(invitation);
    return {
      invitationId: id,
      spendInvitation: async (rows) => {
        if (!(await this.store.spend(rows, id))) throw invitationInvalid('is no longer valid');
      },
    };
  }

  /** Finds a valid invitation by its token. @throws ProblemError `registration.invitation_invalid` */
  private async requireValid(token: string): Promise<FoundInvitation> {
    const found = await this.store.find(hashLinkToken(token));
    if (!found) throw invitationInvalid('is unknown, or was revoked');
    if (found.isUsedUp) throw invitationInvalid('is used up');
    if (found.isExpired) throw invitationInvalid('has expired');
    return found;
  }

  private canUsersInvite(): boolean {
    const { REGISTRATION: mode, INVITATIONS: inviters } = this.config;
    return inviters === 'users' && (mode === 'invite' || mode === 'domains');
  }

  private whyUsersCannotInvite(): string {
    const { REGISTRATION: mode } = this.config;
    if (mode === 'open') return 'Registration is open: no invitation is needed.';
    if (mode === 'closed') return 'Registration is closed at present, also with an invitation.';
    return 'Only the operator of this server can create invitations.';
  }

  /** @throws ProblemError `registration.closed` */
  private requireOpenRegistration(): void {
    if (this.config.REGISTRATION === 'closed')
      throw new ProblemError('registration.closed', 'Registration is closed at present.');
  }

  /** Returns whether an applicant with this address needs an invitation. A subdomain of an allowed domain counts as another domain.
   *
   * @param email in the form in which it is stored: with its domain in lower case and ASCII */
  private needsInvitation(email: string): boolean {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    if (mode === 'open') return false;
    return mode === 'invite' || !domains.includes(email.slice(email.lastIndexOf('@') + 1));
  }

  private requirementText(): string {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    return mode === 'invite'
      ? 'an invitation'
      : `an invitation, or an address at ${domains.map(domainToUnicode).join(' or ')}`;
  }

  private async insert(createdBy: string | null, terms: InvitationTerms): Promise<NewInvitation | null> {
    const { token, tokenHash } = newLinkToken();
    const row = await this.store.insert({ id: uuid(), tokenHash, createdBy }, terms, MAX_PER_USER);
    return row && { ...toInvitation(row), token, path: `/#invitation=${token}` };
  }
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    uses: row.uses,
    maxUses: row.max_uses,
  };
}

/** @param reason continues the sentence "The invitation ..." */
function invitationInvalid(reason: string): ProblemError {
  return new ProblemError('registration.invitation_invalid', `The invitation ${reason}: ask for another one.`);
}
