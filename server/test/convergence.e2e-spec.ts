import { converge, requireEqual, type World } from './support/convergence.js';
import { closeDevices, loseEvents, untilState } from './support/devices.js';
import { register, startHub, type Hub } from './support/hub.js';

describe('convergence', () => {
  let hub: Hub;
  beforeEach(async () => {
    hub = await startHub();
  });
  afterEach(async () => {
    closeDevices();
    await hub.close();
  });

  const world: World = {
    rows: <Row>(sql: string, parameters?: unknown[]) => hub.sql.rows(sql, parameters) as Promise<Row[]>,
    register: () => register(hub),
    faults: [
      async () => {
        await hub.stop();
        await hub.start();
      },
    ],
  };

  it('comes about after drops, reloads, repeated sends and restarts, on every device', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.info(`The seed is ${seed}: SEED=${seed} repeats the run.`);
    await converge(world, { seed, steps: 1500, people: 4, devicesEach: 2, faults: 2 });
  }, 90_000);

  it('is missed by a device that loses a message, and the test finds it', async () => {
    const [hers, his] = await converge(world, { seed: 1, steps: 60, people: 2, devicesEach: 1, faults: 0 });
    // A position beyond the newest message tells of one that was missed, too.
    const isLost = (name: string, { content }: { content?: string }) =>
      (name === 'new_message' && content === 'lost') || ['conversation_delivered', 'conversation_read'].includes(name);
    loseEvents(his!.device, isLost);
    await hers!.device.send({ receiverId: his!.person.id, content: 'lost' });
    await untilState(hers!.device, his!.person.id, 'sent');
    await expect(requireEqual(world, [hers!, his!], 1000)).rejects.toThrow(`${his!.person.id} messages of`);
  });
});
