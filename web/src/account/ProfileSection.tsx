import type { Profile, ProfileChange } from '@smart-hub/contract/users';
import { useState } from 'react';
import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields } from '../lib/form-errors.js';
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
import { LoadingOrError } from './LoadingOrError.js';

/** The section in which the user changes their public profile. */
export function ProfileSection({ own }: { own: OwnProfile }) {
  const { profile, errorMessage, reload, change } = own;
  return (
    <Section title={accountTexts.account.profile}>
      {profile ? (
        <ProfileForm profile={profile} change={change} />
      ) : (
        <LoadingOrError errorMessage={errorMessage} onRetry={() => void reload()} />
      )}
    </Section>
  );
}

/** The values of the form. An empty handle means no handle. */
interface Draft {
  readonly name: string;
  readonly handle: string;
  readonly color: number | undefined;
}

const draftOf = ({ name, handle = '', color }: Profile): Draft => ({ name, handle, color });

function ProfileForm({ profile, change }: { profile: Profile; change: OwnProfile['change'] }) {
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [isSaved, setSaved] = useState(false);
  const { errors, busy, onSubmit } = useForm<'name' | 'handle'>(async () => {
    setSaved(false);
    const missing = missingFields({ name: draft.name, handle: draft.handle }, { name: t.auth.missing.name });
    if (missing) return missing;
    try {
      const changed = await change(changeIn(draft, draftOf(profile)));
      // Does not overwrite what the user has typed during the request.
      setDraft((current) => (current === draft ? draftOf(changed) : current));
      setSaved(true);
      return {};
    } catch (error) {
      return formErrorsOf(error, ['name', 'handle'], { 'user.handle_taken': 'handle' });
    }
  });

  function edit(edited: Partial<Draft>) {
    setSaved(false);
    setDraft({ ...draft, ...edited });
  }

  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      <div className={styles.identity}>
        <Avatar
          person={{ id: profile.id, name: draft.name, ...(draft.color !== undefined && { color: draft.color }) }}
        />
        <p className={styles.detail}>{accountTexts.account.joined(fullDateOf(profile.createdAt))}</p>
      </div>
      <TextField
        name="name"
        label={accountTexts.account.name}
        error={errors.name}
        hint={t.auth.nameHint}
        autoComplete="name"
        value={draft.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextField
        name="handle"
        label={accountTexts.account.handle}
        error={errors.handle}
        hint={accountTexts.account.handleHint}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.handle}
        onChange={(event) => edit({ handle: event.target.value })}
      />
      <ColorChoice color={draft.color} onChange={(color) => edit({ color })} />
      <p role="alert" className={styles.error}>
        {errors.form}
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

/** Returns only the changed fields: an unchanged name may be from an earlier release, and not valid any more. */
function changeIn(draft: Draft, stored: Draft): ProfileChange {
  const handle = draft.handle.trim();
  return {
    ...(draft.name !== stored.name && { name: draft.name }),
    ...(handle !== stored.handle && { handle: handle === '' ? null : handle }),
    ...(draft.color !== stored.color && { color: draft.color ?? null }),
  };
}
