import type { Insight, insightsRoutes } from '@smart-hub/contract/insights';
import { addressOf } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { reasonOf } from '../hub/reason.js';
import { useHub, useSeat } from '../hub/seat.js';

const find = addressOf<typeof insightsRoutes.find>('GET', '/insights/:conversationId');
const create = addressOf<typeof insightsRoutes.create>('POST', '/insights/:conversationId');

export interface InsightState {
  /** Null where there is none yet, undefined until that is known: see `isWaiting`. */
  readonly insight: Insight | null | undefined;
  /** It cannot be known without a connection. */
  readonly isWaiting: boolean;
  readonly isMaking: boolean;
  /** What is written so far, while it is being made. */
  readonly draft: string;
  /** Why it could not be had. */
  readonly failure: string | undefined;
  readonly make: () => Promise<void>;
}

/** The insight of a conversation: looked up, made when asked for, and followed while it is being made, by whomever. */
export function useInsight(conversationId: string): InsightState {
  const { client, hub } = useSeat();
  const isOnline = useHub(({ status }) => status === 'online');
  const [insight, setInsight] = useState<Insight | null>();
  const [isMaking, setMaking] = useState(false);
  const [draft, setDraft] = useState('');
  const [failure, setFailure] = useState<string>();

  useEffect(() => {
    const stops = [
      hub.socket.on('insight_created', (news) => {
        if (news.conversationId === conversationId) setInsight(news.insight);
      }),
      hub.socket.on('insight_progress', (news) => {
        if (news.conversationId === conversationId) setDraft(news.text);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [hub, conversationId]);

  // Also after an absence, in which somebody may have had it made; or it was deleted with a person whom it may quote.
  useEffect(() => {
    if (!isOnline) return;
    const asking = new AbortController();
    const ask = async () => {
      setInsight(await client.call(find, { params: { conversationId } }, asking.signal));
      setFailure(undefined);
    };
    const askNow = () =>
      void ask().catch((error: unknown) => {
        if (!asking.signal.aborted) setFailure(reasonOf(error));
      });
    askNow();
    const stop = hub.socket.on('resync', askNow);
    return () => {
      stop();
      asking.abort();
    };
  }, [client, hub, conversationId, isOnline]);

  async function make() {
    setMaking(true);
    setFailure(undefined);
    setDraft('');
    await client.call(create, { params: { conversationId } }).then(setInsight, (error: unknown) => {
      setFailure(reasonOf(error));
    });
    setMaking(false);
  }

  return { insight, isWaiting: insight === undefined && !isOnline, isMaking, draft, failure, make };
}
