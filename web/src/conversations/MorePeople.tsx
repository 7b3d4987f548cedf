import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';

/** A button that loads more people. @param load undefined if all people are listed */
export function MorePeople({ load }: { load: (() => void) | undefined }) {
  if (!load) return null;
  return (
    <Button kind="quiet" wide onClick={load}>
      {t.conversations.morePeople}
    </Button>
  );
}
