import type { Session, sessionsRoutes } from '@smart-hub/contract/sessions';
import { addressOf, HubError } from '@smart-hub/sdk';
import { useCallback, useRef, useState } from 'react';
import { useFresh, type Fresh } from '../hub/fresh.js';
import { patience } from '../hub/patience.js';
import { reasonOf } from '../hub/reason.js';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { useMinute } from '../texts/now.js';
import { agoOf, exactly, fullDateOf } from '../texts/times.js';
import styles from './Account.module.css';
import { ConfirmedButton } from './ConfirmedButton.js';
import { Section } from './Section.js';
import { Unknown } from './Unknown.js';

const list = addressOf<typeof sessionsRoutes.list>('GET', '/sessions');
const end = addressOf<typeof sessionsRoutes.end>('DELETE', '/sessions/:id');
const endOthers = addressOf<typeof sessionsRoutes.endOthers>('DELETE', '/sessions');

const nameOf = ({ device }: Session) => device || accountTexts.account.unknownDevice;

/** Where I am logged in, as the server has it. */
export function useDevices(): Fresh<Session[]> {
  const { client } = useSeat();
  return useFresh(useCallback(() => client.call(list, {}, patience()), [client]));
}

/** Where I am logged in, and a way to end each of it. */
export function DevicesSection({ devices }: { devices: Fresh<Session[]> }) {
  const { client } = useSeat();
  const { value: sessions, refusal, reload } = devices;
  const [outcome, setOutcome] = useState<string>();
  const [mistake, setMistake] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);

  /** @param act resolves with what was done, in words */
  async function attempt(act: () => Promise<string>) {
    setOutcome(undefined);
    setMistake(undefined);
    try {
      setOutcome(await act());
    } catch (error) {
      setMistake(reasonOf(error));
    }
    // The button that had the focus is gone, or will be.
    heading.current?.focus();
    await reload();
  }
  const endOne = (session: Session) =>
    attempt(async () => {
      await client.call(end, { params: { id: session.id } }, patience()).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
      return accountTexts.account.loggedOut(nameOf(session));
    });
  const endAllOthers = () =>
    attempt(async () => accountTexts.account.loggedOutOthers((await client.call(endOthers, {}, patience())).ended));

  return (
    <Section title={accountTexts.account.devices} text={accountTexts.account.devicesText} heading={heading}>
      <p role="alert" className={styles.mistake}>
        {mistake}
      </p>
      <p role="status" className={styles.status}>
        {outcome}
      </p>
      {sessions && refusal === undefined ? (
        <ul>
          {sessions.map((session) => (
            <Device key={session.id} session={session} onEnd={() => endOne(session)} />
          ))}
        </ul>
      ) : (
        <Unknown refusal={refusal} onRetry={() => void reload()} />
      )}
      {sessions?.some(({ current }) => !current) ? (
        <ConfirmedButton
          label={accountTexts.account.logOutOthers}
          question={accountTexts.account.confirmOthers}
          onConfirmed={endAllOthers}
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
          <time title={exactly(lastUsedAt)}>{accountTexts.account.used(agoOf(lastUsedAt))}</time> ·{' '}
          <time title={exactly(createdAt)}>{accountTexts.account.since(fullDateOf(createdAt))}</time>
        </p>
      </div>
      {current ? null : (
        <ConfirmedButton
          label={t.auth.logout}
          name={accountTexts.account.logOutThat(nameOf(session))}
          question={accountTexts.account.confirmOne}
          onConfirmed={onEnd}
        />
      )}
    </li>
  );
}

/** Whether a session had ended already. */
const isGone = (error: unknown) => error instanceof HubError && error.code === 'session.not_found';
