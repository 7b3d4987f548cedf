import { runConvergence, waitForConvergence, type ConvergenceSetup } from './support/convergence.js';
import { closeDevices, loseEvents, waitForMessageState } from './support/devices.js';
import { register, startHub, type TestHub } from './support/hub.js';

describe('convergence', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startHub();
  });
  afterEach(async () => {
    closeDevices();
    await hub.close();
  });

  const setup: ConvergenceSetup = {
    queryRows: <Row>(sql: string, parameters?: unknown[]) => hub.sql.rows(sql, parameters) as Promise<Row[]>,
    register: () => register(hub),
    faults: [
      async () => {
        await hub.stop();
        await hub.start();
      },
    ],
  };

  it('every device shows the contents of the database after drops, reloads, repeated sends and restarts', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.info(`The seed is ${seed}: SEED=${seed} repeats the run.`);
    await runConvergence(setup, { seed, steps: 1500, people: 4, devicesEach: 2, faults: 2 });
  }, 90_000);

  it('the comparison finds a message that a device has lost', async () => {
    const [anaDevice, benDevice] = await runConvergence(setup, {
      seed: 1,
      steps: 60,
      people: 2,
      devicesEach: 1,
      faults: 0,
    });
    // Position events are lost as well: a position beyond the newest message reveals that a message is missing.
    const isLost = (name: string, { content }: { content?: string }) =>
      (name === 'new_message' && content === 'lost') || ['conversation_delivered', 'conversation_read'].includes(name);
    loseEvents(benDevice!.device, isLost);
    await anaDevice!.device.send({ receiverId: benDevice!.person.id, content: 'lost' });
    await waitForMessageState(anaDevice!.device, benDevice!.person.id, 'sent');
    await expect(waitForConvergence(setup, [anaDevice!, benDevice!], 1000)).rejects.toThrow(
      `${benDevice!.person.id} messages of`,
    );
  });
});
