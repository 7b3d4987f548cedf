import { Router } from 'wouter';
import { AuthScreen } from '../auth/AuthScreen.js';
import { AccountGate } from '../auth/AccountGate.js';
import { sessionClient, useSession } from '../auth/session.js';
import { HubSessionProvider } from '../hub/hub-session.js';
import { AlreadyRegistered } from '../invitations/AlreadyRegistered.js';
import { useSheetLocation } from '../routing/sheets.js';
import { Shell } from './Shell.js';

/** The root component: registration and login while no user is logged in, and the conversations otherwise. */
export function App() {
  const session = useSession();
  if (!session) return <AuthScreen />;
  return (
    <AccountGate session={session}>
      <HubSessionProvider key={session.user.id} me={session.user} makeClient={sessionClient}>
        <Router hook={useSheetLocation}>
          <Shell />
        </Router>
        <AlreadyRegistered />
      </HubSessionProvider>
    </AccountGate>
  );
}
