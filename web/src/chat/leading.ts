import { useEffect } from 'react';
import type { Led } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import type { Place } from './placing.js';

interface Leading {
  readonly led: Led | undefined;
  readonly isReady: boolean;
  readonly goTo: (place: Place) => void;
  /** Where one is instead, when there is no such message. */
  readonly otherwise: Place;
}

export const placeOf = ({ messageId }: Led): Place => ({ messageId, at: 'center' });

/** Brings the message into sight that somebody was led to, however old it is. */
export function useLeading(id: string, { led, isReady, goTo, otherwise }: Leading): void {
  const { hub } = useSeat();

  useEffect(() => {
    if (!led || !isReady) return;
    let isOver = false;
    goTo(placeOf(led));
    hub.showAround(id, led).catch(() => {
      if (!isOver) goTo(otherwise);
    });
    return () => {
      isOver = true;
    };
  }, [hub, id, led, isReady, goTo, otherwise]);
}
