import type { DemoConversation } from './demo-conversation.js';

/** Conversations of colleagues about a product that is about to be released. */
export const workConversations: readonly DemoConversation[] = [
  {
    people: ['mira', 'jonas'],
    unread: 4,
    chats: [
      {
        hoursAgo: 76,
        lines: [
          ['jonas', 'Morning! Do you have a minute for the release of the booking page?'],
          ['mira', 'Sure, coffee is here. Go ahead.'],
          ['jonas', 'The payment tests are green since last night. What is left is the text of the confirmation mail.'],
          ['mira', 'And the refund page. Support asked for it twice this week.'],
          ['jonas', 'Right. Without refunds they answer about 40 mails a day by hand.'],
          ['mira', 'Then let us not ship without it. How long would it take?'],
          ['jonas', 'Two days, if nobody interrupts me 🙂'],
          ['mira', 'We decided to ship on Thursday then, with the refund page.'],
          ['jonas', 'Good. I will finish the refund page by Wednesday.'],
          ['mira', 'I will write the confirmation mail today and send it to Lucía for the Spanish version.'],
        ],
      },
      {
        hoursAgo: 51,
        lines: [
          [
            'jonas',
            'First version of refunds is on staging:\n\n- full refund\n- partial refund\n- a reason, which is **required**',
          ],
          ['mira', 'Looks good! The button is easy to miss on a phone, though.'],
          ['jonas', 'True. I will move it to the top this afternoon.'],
          ['mira', 'Can you show me how a partial refund is sent?'],
          [
            'jonas',
            'Like this:\n\n```json\n{ "booking": "B-2041", "amount": 1250, "currency": "EUR", "reason": "one guest less" }\n```\n\nThe amount is in cents.',
          ],
          ['mira', 'Clear. What happens if the amount is larger than what was paid?'],
          ['jonas', 'It is refused with a sentence, and nothing is booked. There is a test for that one.'],
          ['mira', '👏'],
        ],
      },
      {
        hoursAgo: 26,
        lines: [
          ['mira', 'The confirmation mail is written, English and Spanish. German is missing: would you?'],
          ['jonas', 'I will translate it tonight.'],
          ['mira', 'Thank you! Do we tell the partners before the release or after?'],
          ['jonas', 'Before, I think. Last time two of them were surprised.'],
          ['mira', 'Let us go with before: one mail on Wednesday evening.'],
          ['jonas', 'Good.'],
        ],
      },
      {
        hoursAgo: 1.5,
        lines: [
          ['jonas', 'German is done, and the button is at the top now.'],
          ['jonas', 'One more thing: the load test stops at 900 bookings a minute. We promised 1,000.'],
          ['jonas', 'It is the report query, I am fairly sure. I will add the missing index tomorrow morning.'],
          ['jonas', 'Could you ask Tom whether he can run the load test again at 11?'],
        ],
      },
    ],
  },
  {
    people: ['mira', 'aiko'],
    unread: 0,
    chats: [
      {
        hoursAgo: 49,
        lines: [
          ['aiko', 'おはようございます。新しい画面のデザインを送りました。'],
          ['mira', 'Thank you, Aiko! The colours are lovely. May I ask in English?'],
          ['aiko', 'Of course 🙂'],
          ['mira', 'Why is the calendar on the left? On a phone it will be above everything else.'],
          ['aiko', 'Good point. On phones I would fold it into one line, with the chosen dates.'],
          ['mira', 'Perfect. Could you draw that one as well?'],
          ['aiko', 'I will send the phone version on Friday.'],
          ['mira', 'ありがとう！'],
          ['aiko', 'どういたしまして。'],
        ],
      },
    ],
  },
  {
    people: ['jonas', 'lucia'],
    unread: 2,
    chats: [
      {
        hoursAgo: 30,
        lines: [
          ['jonas', 'Hi Lucía, Mira says you have the Spanish mail?'],
          ['lucia', 'Yes, it is in the folder since noon. The subject was too long, so I cut it.'],
          ['jonas', 'Perfect. Who checks the prices in it?'],
          ['lucia', 'I will check them on Monday with the list from accounting.'],
          ['jonas', 'Great, then that is settled.'],
          ['lucia', 'Do we still need the Portuguese version?'],
          ['lucia', 'Somebody from Porto has asked for it.'],
        ],
      },
    ],
  },
];
