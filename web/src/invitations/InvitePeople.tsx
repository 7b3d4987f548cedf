import { Dialog } from '@base-ui/react/dialog';
import type { Invitation, invitationsRoutes, NewInvitation } from '@smart-hub/contract/invitations';
import { addressOf } from '@smart-hub/sdk';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { errorMessageOf } from '../lib/error-message.js';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { exactTimeOf, dateTimeOf } from '../texts/times.js';
import { Button } from '../ui/Button.js';
import { CopyLink } from '../ui/CopyLink.js';
import dialog from '../ui/Dialog.module.css';
import field from '../ui/Field.module.css';
import styles from './InvitePeople.module.css';

const create = addressOf<typeof invitationsRoutes.create>('POST', '/invitations');
const list = addressOf<typeof invitationsRoutes.list>('GET', '/invitations');
const revoke = addressOf<typeof invitationsRoutes.revoke>('DELETE', '/invitations/:id');

const DAYS = [1, 7, 30, 90];
/** The maximum number of uses of an invitation, as in the contract. */
const MAX_USES = 1000;

/** Creates, lists and revokes invitations. */
export default function InvitePeople() {
  const { client } = useHubSession();
  const [invitations, setInvitations] = useState<readonly Invitation[]>([]);
  const [created, setCreated] = useState<NewInvitation>();
  const [errorMessage, setErrorMessage] = useState<string>();
  const [busy, setBusy] = useState(false);
  const listHeading = useRef<HTMLHeadingElement>(null);

  async function attempt(act: () => Promise<void>) {
    setBusy(true);
    setErrorMessage(undefined);
    await act().catch((error: unknown) => setErrorMessage(errorMessageOf(error)));
    setBusy(false);
  }
  const load = async () => setInvitations(await client.call(list, {}));
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void attempt(load), [client]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { uses, days } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    void attempt(async () => {
      setCreated(await client.call(create, { body: { maxUses: Number(uses), days: Number(days) } }));
      await load();
    });
  }

  const revokeInvitation = ({ id }: Invitation) =>
    attempt(async () => {
      await client.call(revoke, { params: { id } });
      if (created?.id === id) setCreated(undefined);
      await load();
      // The button that had the focus was removed together with its invitation.
      listHeading.current?.focus();
    });

  return (
    <>
      <Dialog.Title className={dialog.title}>{t.invitations.title}</Dialog.Title>
      <Dialog.Description className={dialog.text}>{t.invitations.text}</Dialog.Description>
      <form className={styles.form} onSubmit={submit}>
        <label className={field.field}>
          <span className={field.label}>{t.invitations.uses}</span>
          <input
            className={field.input}
            name="uses"
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={MAX_USES}
            defaultValue={1}
          />
        </label>
        <label className={field.field}>
          <span className={field.label}>{t.invitations.days}</span>
          <select className={field.input} name="days" defaultValue={7}>
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {t.invitations.forDays(days)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" disabled={busy} wide className={styles.create}>
          {t.invitations.create}
        </Button>
      </form>
      <p role="alert" className={field.error}>
        {errorMessage}
      </p>
      {created ? (
        <CopyLink
          key={created.id}
          label={t.invitations.link}
          link={location.origin + created.path}
          note={t.invitations.linkNote}
          isNew
        />
      ) : null}
      {invitations.length > 0 ? (
        <section>
          <h3 ref={listHeading} tabIndex={-1} className={styles.listHeading}>
            {t.invitations.active}
          </h3>
          <ul>
            {invitations.map((invitation) => (
              <li key={invitation.id} className={styles.row}>
                <span>
                  {t.invitations.usesLeft(invitation.maxUses - invitation.uses, invitation.maxUses)}
                  <small className={styles.until}>{t.invitations.validUntil(dateTimeOf(invitation.expiresAt))}</small>
                </span>
                <Button
                  kind="quiet"
                  disabled={busy}
                  aria-label={t.invitations.revokeFrom(exactTimeOf(invitation.createdAt))}
                  onClick={() => void revokeInvitation(invitation)}
                >
                  {t.invitations.revoke}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className={dialog.actions}>
        <Dialog.Close render={<Button kind="quiet" />}>{t.close}</Dialog.Close>
      </div>
    </>
  );
}
