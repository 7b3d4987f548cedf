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
import { sendsMail } from '../platform/mail/mailer.js';
import type { Rows, Sql } from '../platform/database/sql.js';
import type { Client } from '../platform/http/client.js';
import { hashOf, newLinkToken } from '../platform/link-token.js';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { InvitationsStore, type FoundInvitation, type InvitationRow } from './invitations.store.js';

/** How many valid invitations one user may have. */
const MAX_PER_USER = 100;

/** What decides whether a person may register. */
interface Applicant {
  readonly email: string;
  readonly invitation?: string | undefined;
}

/** An invitation as the operator sees it. */
export interface OperatorsInvitation extends Invitation {
  /** The id of the user who made it; null for the operator. */
  readonly createdBy: string | null;
}

/** The use of an invitation by an account that is about to be created. */
export interface Admission {
  readonly invitationId: string;
  /**
   * Counts the use in the transaction that creates the account: both are committed, or neither.
   *
   * @throws ProblemError `registration.invitation_invalid` if it was used up meanwhile, or has expired
   */
  readonly spend: (rows: Rows) => Promise<void>;
}

/**
 * Owns who may register (`REGISTRATION`), and the invitations that admit.
 *
 * Invariants: as many accounts are created with an invitation as it allows, and a registration that fails takes no use; only
 * hashes of tokens are stored; a person who is not admitted does not learn which e-mail addresses have accounts.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly store: InvitationsStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  policy(): RegistrationPolicy {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    return {
      mode,
      domains: mode === 'domains' ? domains.map(domainToUnicode) : [],
      invitations: this.doUsersInvite(),
      passwordReset: sendsMail(this.config),
      emailVerification: this.config.EMAIL_VERIFICATION,
    };
  }

  /** @throws ProblemError `invitation.not_allowed` or `invitation.too_many` */
  async create(actor: Actor, terms: InvitationTerms, client: Client): Promise<NewInvitation> {
    if (!this.doUsersInvite()) throw new ProblemError('invitation.not_allowed', this.whyNobodyInvites());
    const invitation = await this.insert(actor.id, terms);
    if (!invitation)
      throw new ProblemError('invitation.too_many', `You have ${MAX_PER_USER} invitations: revoke one first.`);
    logSecurity('invitation.created', { userId: actor.id, invitationId: invitation.id, ...client });
    return invitation;
  }

  /** For a command of the operator, without an application around it. */
  static over(sql: Sql, config: Config): InvitationsService {
    return new InvitationsService(new InvitationsStore(sql), config);
  }

  /** Creates one for the operator, whose number is not limited. */
  async createForOperator(terms: InvitationTerms): Promise<NewInvitation> {
    const invitation = (await this.insert(null, terms))!;
    logSecurity('admin.invitation_created', { invitationId: invitation.id });
    return invitation;
  }

  /**
   * A page of everybody's valid invitations, by id, for the operator; with who made each, null for the operator.
   *
   * @param after the last one of the page before
   */
  async listForOperator(after: string | null, limit: number): Promise<OperatorsInvitation[]> {
    return (await this.store.listAll(after, limit)).map((row) => ({ ...toInvitation(row), createdBy: row.created_by }));
  }

  /** Revokes anybody's valid invitation, for the operator; null if there is none. */
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
    if (!row) throw new ProblemError('invitation.not_found', 'You have no such invitation that is still valid.');
    logSecurity('invitation.revoked', { userId: actor.id, invitationId: id, ...client });
    return toInvitation(row);
  }

  /** @throws ProblemError `registration.closed` or `registration.invitation_invalid` */
  async check(token: string): Promise<InvitationOffer> {
    this.refuseIfClosed();
    const { invitedBy, expiresAt } = await this.valid(token);
    return { invitedBy, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Whether `REGISTRATION` admits an applicant.
   *
   * @returns the use of their invitation, where they need one
   * @throws ProblemError `registration.closed`, `registration.invitation_needed` or `registration.invitation_invalid`
   */
  async admit({ email, invitation }: Applicant): Promise<Admission | undefined> {
    this.refuseIfClosed();
    if (!this.needsInvitation(email)) return undefined;
    if (invitation === undefined)
      throw new ProblemError('registration.invitation_needed', `Registering here needs ${this.needed()}.`);
    const { id } = await this.valid(invitation);
    return {
      invitationId: id,
      spend: async (rows) => {
        if (!(await this.store.spend(rows, id))) throw invalid('is not valid any more');
      },
    };
  }

  /** @throws ProblemError `registration.invitation_invalid` */
  private async valid(token: string): Promise<FoundInvitation> {
    const found = await this.store.find(hashOf(token));
    if (!found) throw invalid('is unknown, or was revoked');
    if (found.isUsedUp) throw invalid('is used up');
    if (found.isExpired) throw invalid('has expired');
    return found;
  }

  private doUsersInvite(): boolean {
    const { REGISTRATION: mode, INVITATIONS: makers } = this.config;
    return makers === 'users' && (mode === 'invite' || mode === 'domains');
  }

  private whyNobodyInvites(): string {
    const { REGISTRATION: mode } = this.config;
    if (mode === 'open') return 'Nobody needs an invitation here: anybody can register.';
    if (mode === 'closed') return 'Nobody can register here at present, with an invitation or without.';
    return 'Only the operator of this server makes invitations.';
  }

  /** @throws ProblemError `registration.closed` */
  private refuseIfClosed(): void {
    if (this.config.REGISTRATION === 'closed')
      throw new ProblemError('registration.closed', 'Nobody can register here at present.');
  }

  /** @param email as it is stored: its domain in lower case and ASCII. A subdomain is another domain. */
  private needsInvitation(email: string): boolean {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    if (mode === 'open') return false;
    return mode === 'invite' || !domains.includes(email.slice(email.lastIndexOf('@') + 1));
  }

  private needed(): string {
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

/** @param fault in words that go on from "The invitation" */
function invalid(fault: string): ProblemError {
  return new ProblemError('registration.invitation_invalid', `The invitation ${fault}: ask for another one.`);
}
