import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';

/** Says that there are more people than those that are listed. @param load undefined when there are not */
export function MorePeople({ load }: { load: (() => void) | undefined }) {
  if (!load) return null;
  return (
    <Button kind="quiet" wide onClick={load}>
      {t.conversations.morePeople}
    </Button>
  );
}
