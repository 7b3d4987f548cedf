import { Router } from 'wouter';
import { AuthScreen } from '../auth/AuthScreen.js';
import { Entrance } from '../auth/Entrance.js';
import { sessionClient, useSession } from '../auth/session.js';
import { SeatProvider } from '../hub/seat.js';
import { AlreadyHere } from '../invitations/AlreadyHere.js';
import { useSheetLocation } from '../ui/sheets.js';
import { Shell } from './Shell.js';

/** Registration and login for those who are logged out, conversations for those who are logged in. */
export function App() {
  const session = useSession();
  if (!session) return <AuthScreen />;
  return (
    <Entrance session={session}>
      <SeatProvider key={session.user.id} me={session.user} makeClient={sessionClient}>
        <Router hook={useSheetLocation}>
          <Shell />
        </Router>
        <AlreadyHere />
      </SeatProvider>
    </Entrance>
  );
}
