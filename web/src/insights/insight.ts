import type { Insight, insightsRoutes } from '@smart-hub/contract/insights';
import { addressOf } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { errorMessageOf } from '../lib/error-message.js';
import { useHub, useHubSession } from '../hub/hub-session.js';

const find = addressOf<typeof insightsRoutes.find>('GET', '/insights/:conversationId');
const create = addressOf<typeof insightsRoutes.create>('POST', '/insights/:conversationId');

export interface InsightState {
  /** The insight; null if the conversation has none yet; undefined until the server has responded. */
  readonly insight: Insight | null | undefined;
  /** Whether the insight is not loaded yet because the connection is down. */
  readonly isWaiting: boolean;
  /** Whether a request of this user to generate the insight is running. */
  readonly isGenerating: boolean;
  /** The beginning of the text, while the insight is being generated. */
  readonly partialText: string;
  /** The error message if loading or generating the insight has failed. */
  readonly errorMessage: string | undefined;
  readonly generate: () => Promise<void>;
}

/**
 * Loads the insight of a conversation, and generates a new one on request. Also follows the progress of an insight that
 * the other participant has requested.
 */
export function useInsight(conversationId: string): InsightState {
  const { client, hub } = useHubSession();
  const isOnline = useHub(({ status }) => status === 'online');
  const [insight, setInsight] = useState<Insight | null>();
  const [isGenerating, setGenerating] = useState(false);
  const [partialText, setPartialText] = useState('');
  const [errorMessage, setErrorMessage] = useState<string>();

  useEffect(() => {
    const unsubscribes = [
      hub.socket.on('insight_created', (event) => {
        if (event.conversationId === conversationId) setInsight(event.insight);
      }),
      hub.socket.on('insight_progress', (event) => {
        if (event.conversationId === conversationId) setPartialText(event.text);
      }),
    ];
    return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
  }, [hub, conversationId]);

  // Loads the insight again after the connection was down and on `resync`: meanwhile the other participant may have
  // generated a new one, or the insight may have been deleted with an account whose messages it quotes.
  useEffect(() => {
    if (!isOnline) return;
    const request = new AbortController();
    const load = async () => {
      setInsight(await client.call(find, { params: { conversationId } }, request.signal));
      setErrorMessage(undefined);
    };
    const reload = () =>
      void load().catch((error: unknown) => {
        if (!request.signal.aborted) setErrorMessage(errorMessageOf(error));
      });
    reload();
    const unsubscribe = hub.socket.on('resync', reload);
    return () => {
      unsubscribe();
      request.abort();
    };
  }, [client, hub, conversationId, isOnline]);

  async function generate() {
    setGenerating(true);
    setErrorMessage(undefined);
    setPartialText('');
    await client.call(create, { params: { conversationId } }).then(setInsight, (error: unknown) => {
      setErrorMessage(errorMessageOf(error));
    });
    setGenerating(false);
  }

  return { insight, isWaiting: insight === undefined && !isOnline, isGenerating, partialText, errorMessage, generate };
}
