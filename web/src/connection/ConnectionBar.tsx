import { useEffect, useRef, useState } from 'react';
import { useHub, useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';

/** How long the status has to differ from `online` before the bar is shown, in milliseconds. */
const SHOW_AFTER_MS = 700;
/** How long the bar reports the restored connection, in milliseconds. */
const RESTORED_MS = 2500;

/** Shows the state of the connection while it is down or has just been restored. */
export function ConnectionBar() {
  const { hub } = useHubSession();
  const status = useHub(({ status }) => status);
  const retryAt = useHub((hub) => hub.retryAt);
  const isOnline = status === 'online';
  const [isDown, setDown] = useState(false);
  const [isRestored, setRestored] = useState(false);
  const wasOnline = useRef(false);

  useEffect(() => {
    if (!isOnline) {
      const timer = setTimeout(() => setDown(true), SHOW_AFTER_MS);
      return () => clearTimeout(timer);
    }
    // The first connection is not reported: nothing was restored.
    const wasRestored = isDown && wasOnline.current;
    wasOnline.current = true;
    if (wasRestored) setRestored(true);
    setDown(false);
    return;
  }, [isOnline, isDown]);

  useEffect(() => {
    if (!isRestored) return;
    const timer = setTimeout(() => setRestored(false), RESTORED_MS);
    return () => clearTimeout(timer);
  }, [isRestored]);

  // A logged-out user is shown the login dialog instead.
  if ((!isDown && !isRestored) || status === 'logged out') return null;
  return (
    <Bar kind={isOnline ? 'success' : 'warning'}>
      {isOnline ? (
        <span>{t.connection.reconnected}</span>
      ) : (
        <ConnectionProblem status={status} retryAt={retryAt} onRetry={() => hub.resume()} />
      )}
    </Bar>
  );
}

interface ConnectionProblemProps {
  readonly status: string;
  readonly retryAt: number | undefined;
  readonly onRetry: () => void;
}

function ConnectionProblem({ status, retryAt, onRetry }: ConnectionProblemProps) {
  const seconds = useSecondsUntil(retryAt);
  if (status === 'evicted') {
    return (
      <>
        <span>{t.connection.evicted}</span>
        <BarButton onClick={onRetry}>{t.connection.connectHere}</BarButton>
      </>
    );
  }
  if (status === 'catching up') return <span>{t.connection.syncing}</span>;
  if (!navigator.onLine) return <span>{t.connection.offline}</span>;
  if (status === 'connecting') return <span>{t.connection.connecting}</span>;
  if (seconds === undefined) return <span>{t.connection.retrying}</span>;
  return (
    <>
      {/* The countdown is hidden from screen readers, which would announce every second. */}
      <span aria-hidden>{t.connection.retryIn(seconds)}</span>
      <BarButton onClick={onRetry}>{t.connection.retryNow}</BarButton>
    </>
  );
}

function useSecondsUntil(time: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (time === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [time]);
  if (time === undefined) return undefined;
  const seconds = Math.ceil((time - now) / 1000);
  return seconds > 0 ? seconds : undefined;
}
