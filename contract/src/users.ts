import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { cleanEmail, faultOfEmail } from './email.js';
import { cleanName, faultOfName, NAME_CHARACTERS } from './name.js';
import { text } from './text.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** The name that somebody chooses. */
export const Name = text(NAME_CHARACTERS.min, NAME_CHARACTERS.max, cleanName, faultOfName).describe(
  'The name that others see: on one line, composed (NFC), without control, bidirectional and invisible characters and spaces other than U+0020, with at most three marks on a letter; not `system` and not the name of this product.',
);

/** The address that somebody registers or is looked for with. */
export const Email = z
  .string()
  .overwrite(cleanEmail)
  .superRefine((email, context) => {
    const fault = faultOfEmail(email);
    if (fault !== undefined) context.addIssue(fault);
  })
  .describe(
    'An e-mail address, also an international one; case does not matter. At most 64 bytes before the @, and 254 in all. Shown to nobody else.',
  );

// The rules above are for what comes in. What is stored is shown as it is: earlier releases had other rules.
export const Person = z
  .object({
    id: Id,
    name: z.string().describe('The name that others see.'),
    online: z
      .boolean()
      .describe(
        'Whether at least one of their sockets is connected, on any node. False for who hides their presence, and to them.',
      ),
    deletedAt: Timestamp.optional().describe(
      'When the operator erased their account. Nothing can be sent to them any more, and their name is `Deleted account`.',
    ),
  })
  .meta({
    id: 'Person',
    description: 'A user as others see them.',
    example: examples.person,
  });
export type Person = z.infer<typeof Person>;

export const Profile = Person.extend({
  email: z.string().describe('Their e-mail address: lower-cased, the domain in ASCII (punycode).'),
  createdAt: Timestamp,
}).meta({
  id: 'Profile',
  description: 'A user as they see themselves.',
  example: examples.profile,
});
export type Profile = z.infer<typeof Profile>;

const HidesPresence = z
  .boolean()
  .describe(
    'Whether I am shown offline to everybody, never seen, and everybody to me. Typing, receipts and messages still show that I am there.',
  );
const Listed = z
  .boolean()
  .describe('Whether I am found by my name. If not, by my whole e-mail address alone, and by who knows my id.');

export const Privacy = z.object({ hidesPresence: HidesPresence, listed: Listed }).meta({
  id: 'Privacy',
  description: 'What a user shows of themselves.',
  example: examples.privacy,
});
export type Privacy = z.infer<typeof Privacy>;

export const PrivacyChange = z
  .strictObject({ hidesPresence: HidesPresence.optional(), listed: Listed.optional() })
  .meta({
    id: 'PrivacyChange',
    description: 'What to change of it: what is left out stays as it is.',
    example: examples.privacyChange,
  });
export type PrivacyChange = z.infer<typeof PrivacyChange>;

export const PeopleQuery = z
  .strictObject({
    q: text(0, 254)
      .optional()
      .describe(
        'Words of a name, in any order, case and composition, with or without accents: one or two characters begin a word of it, more are any part of it. Or one whole e-mail address, which finds that person only.',
      ),
    everyone: inQuery(z.boolean().default(false)).describe('Also people I have a direct conversation with.'),
    after: Id.optional().describe('Only people after this one, in the same order.'),
    limit: inQuery(z.int().min(1).max(100).default(50)).describe('How many people at most. See `Link`.'),
  })
  .meta({ description: 'Which people to list.' });
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const usersRoutes = {
  profile: route({
    method: 'GET',
    path: '/users/profile',
    summary: 'Who I am',
    auth: true,
    status: 200,
    response: Profile,
    problems: [],
  }),
  privacy: route({
    method: 'GET',
    path: '/users/privacy',
    summary: 'What I show of myself',
    auth: true,
    status: 200,
    response: Privacy,
    problems: [],
  }),
  changePrivacy: route({
    method: 'PATCH',
    path: '/users/privacy',
    summary: 'Change what I show of myself: others are told at once',
    auth: true,
    body: PrivacyChange,
    status: 200,
    response: Privacy,
    problems: [],
  }),
  person: route({
    method: 'GET',
    path: '/users/:id',
    summary: 'A person',
    auth: true,
    params: z.strictObject({ id: Id }),
    status: 200,
    response: Person,
    problems: ['user.not_found'],
  }),
  listPeople: route({
    method: 'GET',
    path: '/users',
    summary: 'People I have no direct conversation with yet: by name, or the best matches of a search first',
    auth: true,
    query: PeopleQuery,
    status: 200,
    response: z.array(Person),
    headers: { Link: 'The following page (RFC 8288): rel="next" has the people after these.' },
    problems: ['rate.email_lookups'],
  }),
};
