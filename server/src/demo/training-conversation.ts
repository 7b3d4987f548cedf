import type { DemoChat, DemoConversation } from './demo-conversation.js';

const DAYS = 84;
const RACE_KM = 21.1;

const FEELINGS = [
  'Legs felt heavy',
  'Easy one',
  'Wind from the front all the way',
  'Best one this week',
  'Slow, but done',
];
const REPLIES = [
  'Nice! I stretched for half an hour and call it training.',
  'Same loop for me, two minutes slower.',
  'I went before breakfast, the park was empty.',
  'Rest day here. My knee says thank you.',
  'How do you do that on a Monday?',
];
const PLACES = ['along the river', 'in the park', 'up to the water tower', 'around the lake', 'on the track'];

/**
 * A conversation of two people who train for a half marathon and report every day. It is long enough to be loaded in
 * several pages.
 */
export const trainingConversation: DemoConversation = {
  people: ['mira', 'tom'],
  unread: 0,
  chats: [
    {
      hoursAgo: 24 * DAYS + 1,
      lines: [
        ['tom', 'So, the half marathon on the 30th. Are we really doing this?'],
        ['mira', 'We are. Twelve weeks are enough, they say.'],
        ['tom', 'Deal. Then let us write down every run here, so that nobody can cheat 😄'],
      ],
    },
    ...Array.from({ length: DAYS - 1 }, (_, day) => chatOfDay(day)),
    {
      hoursAgo: 3,
      lines: [
        ['tom', 'Last short run done. Number pick-up is open until 20:00.'],
        ['mira', 'I will fetch both numbers after work.'],
        ['tom', 'Thank you! Pasta at mine at 19:30?'],
        ['mira', 'It is settled: pasta at yours, and in bed by ten.'],
      ],
    },
  ],
};

function chatOfDay(day: number): DemoChat {
  const km = Math.round((4 + (day / DAYS) * (RACE_KM - 6) * (day % 7 === 6 ? 1 : 0.6)) * 10) / 10;
  const minutes = Math.round(km * (6.4 - day / DAYS));
  const pick = (from: readonly string[], step: number) => from[(day * step + Math.floor(day / 5)) % from.length]!;
  return {
    hoursAgo: 24 * (DAYS - 1 - day) + 6,
    lines: [
      ['tom', `Day ${day + 1}: ${km} km ${pick(PLACES, 3)}, ${minutes} minutes. ${pick(FEELINGS, 2)}.`],
      ['mira', pick(REPLIES, 4)],
      ...(day % 7 === 6
        ? ([['mira', `Long one for me, too: ${(km + 0.4).toFixed(1)} km. Week ${(day + 1) / 7} is over!`]] as const)
        : []),
      ...(day % 5 === 2 ? ([['tom', 'Shall we run together on Saturday?']] as const) : []),
    ],
  };
}
