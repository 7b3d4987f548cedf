import type { Session, sessionsRoutes } from '@smart-hub/contract/sessions';
import { addressOf, HubError } from '@smart-hub/sdk';
import { useCallback, useRef, useState } from 'react';
import { useReloadedValue, type ReloadedValue } from '../lib/reloaded-value.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { errorMessageOf } from '../lib/error-message.js';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { useMinute } from '../texts/current-time.js';
import { timeAgoOf, exactTimeOf, fullDateOf } from '../texts/times.js';
import styles from './Account.module.css';
import { ConfirmButton } from './ConfirmButton.js';
import { Section } from './Section.js';
import { LoadingOrError } from './LoadingOrError.js';

const list = addressOf<typeof sessionsRoutes.list>('GET', '/sessions');
const end = addressOf<typeof sessionsRoutes.end>('DELETE', '/sessions/:id');
const endOthers = addressOf<typeof sessionsRoutes.endOthers>('DELETE', '/sessions');

const nameOf = ({ device }: Session) => device || accountTexts.account.unknownDevice;

/** Loads the user's sessions. */
export function useDevices(): ReloadedValue<Session[]> {
  const { client } = useHubSession();
  return useReloadedValue(useCallback(() => client.call(list, {}, requestTimeout()), [client]));
}

/** Lists the user's sessions by device, and ends them on request. */
export function DevicesSection({ devices }: { devices: ReloadedValue<Session[]> }) {
  const { client } = useHubSession();
  const { value: sessions, errorMessage, reload } = devices;
  const [outcome, setOutcome] = useState<string>();
  const [actionError, setActionError] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);

  /** Runs an action, shows its result, and reloads the list. @param act resolves with a message about the result */
  async function attempt(act: () => Promise<string>) {
    setOutcome(undefined);
    setActionError(undefined);
    try {
      setOutcome(await act());
    } catch (error) {
      setActionError(errorMessageOf(error));
    }
    // Focuses the heading, because the button that had the focus is removed, at the latest by the reload.
    heading.current?.focus();
    await reload();
  }
  const endOne = (session: Session) =>
    attempt(async () => {
      await client.call(end, { params: { id: session.id } }, requestTimeout()).catch((error: unknown) => {
        if (!hasEnded(error)) throw error;
      });
      return accountTexts.account.loggedOut(nameOf(session));
    });
  const endAllOthers = () =>
    attempt(async () =>
      accountTexts.account.loggedOutOthers((await client.call(endOthers, {}, requestTimeout())).ended),
    );

  return (
    <Section title={accountTexts.account.devices} text={accountTexts.account.devicesText} heading={heading}>
      <p role="alert" className={styles.error}>
        {actionError}
      </p>
      <p role="status" className={styles.status}>
        {outcome}
      </p>
      {sessions && errorMessage === undefined ? (
        <ul>
          {sessions.map((session) => (
            <Device key={session.id} session={session} onEnd={() => endOne(session)} />
          ))}
        </ul>
      ) : (
        <LoadingOrError errorMessage={errorMessage} onRetry={() => void reload()} />
      )}
      {sessions?.some(({ current }) => !current) ? (
        <ConfirmButton
          label={accountTexts.account.logOutOthers}
          question={accountTexts.account.confirmOthers}
          onConfirm={endAllOthers}
        />
      ) : null}
    </Section>
  );
}

function Device({ session, onEnd }: { session: Session; onEnd: () => Promise<void> }) {
  useMinute();
  const { current, address, createdAt, lastUsedAt } = session;
  return (
    <li className={styles.device}>
      <div>
        <strong>{nameOf(session)}</strong>
        {current ? <span className={styles.badge}>{accountTexts.account.thisDevice}</span> : null}
        <p className={styles.detail}>
          <span>{address}</span> ·{' '}
          <time title={exactTimeOf(lastUsedAt)}>{accountTexts.account.used(timeAgoOf(lastUsedAt))}</time> ·{' '}
          <time title={exactTimeOf(createdAt)}>{accountTexts.account.since(fullDateOf(createdAt))}</time>
        </p>
      </div>
      {current ? null : (
        <ConfirmButton
          label={t.auth.logout}
          name={accountTexts.account.logOutThat(nameOf(session))}
          question={accountTexts.account.confirmOne}
          onConfirm={onEnd}
        />
      )}
    </li>
  );
}

/** Whether the error means that the session has already ended. */
const hasEnded = (error: unknown) => error instanceof HubError && error.code === 'session.not_found';
