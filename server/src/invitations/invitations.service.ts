import { Inject, Injectable } from '@nestjs/common';
import type { Invitation, InvitationTerms, NewInvitation, RegistrationPolicy } from '@smart-hub/contract/invitations';
import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { InvitationsStore, type InvitationRow } from './invitations.store.js';

/** How many valid invitations one user may have. */
const MAX_PER_USER = 100;

/** What somebody registers with, as far as it decides whether they may. */
interface Applicant {
  readonly email: string;
  readonly invitation?: string | undefined;
}

/**
 * Owns who may register (`REGISTRATION`), and the invitations that admit.
 *
 * Invariants: no more accounts are made with an invitation than it allows; only hashes of tokens are stored.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly store: InvitationsStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  policy(): RegistrationPolicy {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    return { mode, domains: mode === 'domains' ? domains : [], invitations: this.doUsersInvite() };
  }

  /** @throws ProblemError `invitation.not_allowed` or `invitation.too_many` */
  async create(actor: Actor, terms: InvitationTerms): Promise<NewInvitation> {
    if (!this.doUsersInvite())
      throw new ProblemError('invitation.not_allowed', 'Only the operator of this server makes invitations.');
    const invitation = await this.insert(actor.id, terms);
    if (!invitation)
      throw new ProblemError('invitation.too_many', `You have ${MAX_PER_USER} invitations: take one back first.`);
    return invitation;
  }

  /** One of the operator, who may make as many as they like. */
  async createForOperator(terms: InvitationTerms): Promise<NewInvitation> {
    return (await this.insert(null, terms))!;
  }

  async list(actor: Actor): Promise<Invitation[]> {
    return (await this.store.list(actor.id)).map(toInvitation);
  }

  /** @throws ProblemError `invitation.not_found` */
  async revoke(actor: Actor, id: string): Promise<Invitation> {
    const row = await this.store.revoke(id, actor.id);
    if (!row) throw new ProblemError('invitation.not_found', 'You have no such invitation that is still valid.');
    return toInvitation(row);
  }

  /**
   * Makes an account if `REGISTRATION` admits the applicant, and counts it as a use of the invitation where one is needed. A use is
   * lost if the process ends in between.
   *
   * @throws ProblemError `registration.closed`, `registration.invitation_needed` or `registration.invitation_invalid`; and what
   *   `make` throws
   */
  async admit<T>(applicant: Applicant, make: () => Promise<T>): Promise<T> {
    if (!this.needsInvitation(applicant)) return make();
    if (applicant.invitation === undefined)
      throw new ProblemError('registration.invitation_needed', `Registering here needs ${this.needed()}.`);
    const spent = await this.store.spend(hashOf(applicant.invitation));
    if (spent === null)
      throw new ProblemError(
        'registration.invitation_invalid',
        'The invitation is unknown, used up or expired: ask for another one.',
      );
    try {
      return await make();
    } catch (error) {
      await this.store.giveBack(spent);
      throw error;
    }
  }

  private doUsersInvite(): boolean {
    const { REGISTRATION: mode, INVITATIONS: makers } = this.config;
    return makers === 'users' && (mode === 'invite' || mode === 'domains');
  }

  /** @throws ProblemError `registration.closed` */
  private needsInvitation({ email }: Applicant): boolean {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    if (mode === 'closed') throw new ProblemError('registration.closed', 'Nobody can register here at present.');
    if (mode === 'open') return false;
    return mode === 'invite' || !domains.includes(email.slice(email.lastIndexOf('@') + 1));
  }

  private needed(): string {
    const { REGISTRATION: mode, REGISTRATION_DOMAINS: domains } = this.config;
    return mode === 'invite' ? 'an invitation' : `an invitation, or an e-mail address at ${domains.join(' or ')}`;
  }

  private async insert(createdBy: string | null, terms: InvitationTerms): Promise<NewInvitation | null> {
    const token = randomBytes(32).toString('base64url');
    const row = await this.store.insert({ id: uuid(), tokenHash: hashOf(token), createdBy }, terms, MAX_PER_USER);
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

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
