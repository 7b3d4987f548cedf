import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigation } from '../routing/routes.js';
import { LogoutDialog, useLogout } from '../auth/Logout.js';
import { PrivacySettings } from '../privacy/PrivacySettings.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';
import { AppearanceSection } from './AppearanceSection.js';
import { DevicesSection, useDevices } from './DevicesSection.js';
import { EmailSection } from './EmailSection.js';
import { useEscape } from './escape-key.js';
import { useOwnProfile } from './own-profile.js';
import { PasswordSection } from './PasswordSection.js';
import { ProfileSection } from './ProfileSection.js';
import { Section } from './Section.js';

/** The page with all settings of the user's account. */
export default function AccountPage() {
  const go = useNavigation();
  const logout = useLogout('account');
  const own = useOwnProfile();
  const devices = useDevices();
  const title = useRef<HTMLHeadingElement>(null);
  const page = useRef<HTMLElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEscape(page, go.back);

  return (
    <>
      <section ref={page} className={styles.page} aria-label={t.account.title} tabIndex={-1}>
        <header className={styles.header}>
          <Button
            kind="icon"
            aria-label={accountTexts.account.back}
            title={accountTexts.account.back}
            onClick={go.back}
          >
            <ArrowLeft size={20} aria-hidden />
          </Button>
          <h2 ref={title} tabIndex={-1} className={styles.title}>
            {t.account.title}
          </h2>
        </header>
        <div className={styles.scroll}>
          <div className={styles.sections}>
            <ProfileSection own={own} />
            <EmailSection profile={own.profile} />
            <PasswordSection onChanged={() => void devices.reload()} />
            <DevicesSection devices={devices} />
            <Section title={t.privacy.title}>
              <PrivacySettings />
            </Section>
            <AppearanceSection />
            <Section title={t.auth.logout} text={accountTexts.account.logoutText}>
              <div className={styles.actions}>
                <Button onClick={logout.ask}>{t.auth.logout}</Button>
              </div>
            </Section>
          </div>
        </div>
      </section>
      <LogoutDialog {...logout} />
    </>
  );
}
