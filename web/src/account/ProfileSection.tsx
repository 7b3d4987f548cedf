import type { Profile, ProfileChange } from '@smart-hub/contract/users';
import { useState } from 'react';
import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn } from '../hub/mistakes.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { fullDateOf } from '../texts/times.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import { TextField } from '../ui/Field.js';
import styles from './Account.module.css';
import { ColorChoice } from './ColorChoice.js';
import type { OwnProfile } from './own-profile.js';
import { Section } from './Section.js';
import { Unknown } from './Unknown.js';

/** Who I am for others. */
export function ProfileSection({ own }: { own: OwnProfile }) {
  const { profile, refusal, reload, change } = own;
  return (
    <Section title={accountTexts.account.profile}>
      {profile ? (
        <ProfileForm profile={profile} change={change} />
      ) : (
        <Unknown refusal={refusal} onRetry={() => void reload()} />
      )}
    </Section>
  );
}

/** What has been filled in; an empty handle is none. */
interface Draft {
  readonly name: string;
  readonly handle: string;
  readonly color: number | undefined;
}

const draftOf = ({ name, handle = '', color }: Profile): Draft => ({ name, handle, color });

function ProfileForm({ profile, change }: { profile: Profile; change: OwnProfile['change'] }) {
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [isSaved, setSaved] = useState(false);
  const { mistakes, busy, onSubmit } = useForm<'name' | 'handle'>(async () => {
    setSaved(false);
    const missing = missingIn({ name: draft.name, handle: draft.handle }, { name: t.auth.missing.name });
    if (missing) return missing;
    try {
      const changed = await change(changeIn(draft, draftOf(profile)));
      // What was typed since is not taken away.
      setDraft((now) => (now === draft ? draftOf(changed) : now));
      setSaved(true);
      return {};
    } catch (error) {
      return mistakesIn(error, ['name', 'handle'], { 'user.handle_taken': 'handle' });
    }
  });

  function edit(edited: Partial<Draft>) {
    setSaved(false);
    setDraft({ ...draft, ...edited });
  }

  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      <div className={styles.who}>
        <Avatar
          person={{ id: profile.id, name: draft.name, ...(draft.color !== undefined && { color: draft.color }) }}
        />
        <p className={styles.detail}>{accountTexts.account.joined(fullDateOf(profile.createdAt))}</p>
      </div>
      <TextField
        name="name"
        label={accountTexts.account.name}
        mistake={mistakes.name}
        hint={t.auth.nameHint}
        autoComplete="name"
        value={draft.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextField
        name="handle"
        label={accountTexts.account.handle}
        mistake={mistakes.handle}
        hint={accountTexts.account.handleHint}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.handle}
        onChange={(event) => edit({ handle: event.target.value })}
      />
      <ColorChoice color={draft.color} onChange={(color) => edit({ color })} />
      <p role="alert" className={styles.mistake}>
        {mistakes.form}
      </p>
      <div className={styles.actions}>
        <Button type="submit" aria-disabled={busy}>
          {accountTexts.account.save}
        </Button>
        <p role="status" className={styles.status}>
          {isSaved ? accountTexts.account.saved : null}
        </p>
      </div>
    </form>
  );
}

/** What has been changed, alone: names of earlier releases, which could not be chosen today, stay as they are. */
function changeIn(draft: Draft, stored: Draft): ProfileChange {
  const handle = draft.handle.trim();
  return {
    ...(draft.name !== stored.name && { name: draft.name }),
    ...(handle !== stored.handle && { handle: handle === '' ? null : handle }),
    ...(draft.color !== stored.color && { color: draft.color ?? null }),
  };
}
