import { useEffect, useRef, useState } from 'react';
import { useHub, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';

/** What is short of `online` for less than this is not worth a word. */
const PATIENCE_MS = 700;
const BACK_MS = 2500;

/** Says what the connection does, whenever it is not simply there. */
export function ConnectionBar() {
  const { hub } = useSeat();
  const status = useHub(({ status }) => status);
  const retryAt = useHub((hub) => hub.retryAt);
  const isOnline = status === 'online';
  const [trouble, setTrouble] = useState(false);
  const [back, setBack] = useState(false);
  const wasOnline = useRef(false);

  useEffect(() => {
    if (!isOnline) {
      const timer = setTimeout(() => setTrouble(true), PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    // Nothing is connected *again* by the first connection.
    const isBack = trouble && wasOnline.current;
    wasOnline.current = true;
    if (isBack) setBack(true);
    setTrouble(false);
    return;
  }, [isOnline, trouble]);

  useEffect(() => {
    if (!back) return;
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [back]);

  // Whoever has to log in is asked for that.
  if ((!trouble && !back) || status === 'logged out') return null;
  return (
    <Bar mood={isOnline ? 'good' : 'trouble'}>
      {isOnline ? (
        <span>{t.connection.back}</span>
      ) : (
        <Trouble status={status} retryAt={retryAt} onRetry={() => hub.resume()} />
      )}
    </Bar>
  );
}

interface TroubleProps {
  readonly status: string;
  readonly retryAt: number | undefined;
  readonly onRetry: () => void;
}

function Trouble({ status, retryAt, onRetry }: TroubleProps) {
  const seconds = useSecondsUntil(retryAt);
  if (status === 'evicted') {
    return (
      <>
        <span>{t.connection.evicted}</span>
        <BarButton onClick={onRetry}>{t.connection.connectHere}</BarButton>
      </>
    );
  }
  if (status === 'catching up') return <span>{t.connection.catchingUp}</span>;
  if (!navigator.onLine) return <span>{t.connection.offline}</span>;
  if (status === 'connecting') return <span>{t.connection.connecting}</span>;
  if (seconds === undefined) return <span>{t.connection.retrying}</span>;
  return (
    <>
      {/* The count is for eyes: read out, it would never end. */}
      <span aria-hidden>{t.connection.retryIn(seconds)}</span>
      <BarButton onClick={onRetry}>{t.connection.retryNow}</BarButton>
    </>
  );
}

function useSecondsUntil(moment: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (moment === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [moment]);
  if (moment === undefined) return undefined;
  const seconds = Math.ceil((moment - now) / 1000);
  return seconds > 0 ? seconds : undefined;
}
