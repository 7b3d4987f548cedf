import { z } from 'zod';
import { examples } from './examples.js';
import { cleanHandle, faultOfHandle, HANDLE_CHARACTERS } from './handle.js';
import { Day, Id, Timestamp } from './identifiers.js';
import { cleanEmail, faultOfEmail } from './email.js';
import { cleanName, faultOfName, NAME_CHARACTERS } from './name.js';
import { text } from './text.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** The name that somebody chooses. */
export const Name = text(NAME_CHARACTERS.min, NAME_CHARACTERS.max, cleanName, faultOfName).describe(
  'The name that others see: on one line, composed (NFC), without control, bidirectional and invisible characters and spaces other than U+0020, with at most three marks on a letter; not `system` and not the name of this product.',
);

/** The handle that somebody chooses. */
export const Handle = text(HANDLE_CHARACTERS.min, HANDLE_CHARACTERS.max, cleanHandle, faultOfHandle).describe(
  'A name that one user of the server has: letters a to z, digits, and `.`, `_` and `-` inside; it begins with a letter and ends with a letter or a digit. Lower-cased, and without the `@` in front of it. Some are reserved, such as `admin` and `everyone`.',
);

/** The colour that somebody chooses. */
export const Color = z
  .int()
  .min(0)
  .max(359)
  .describe('The colour of their picture: a hue in degrees. Clients choose one by the id of a user who has none.');

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
    handle: z.string().optional().describe('Their handle, if they have one: nobody else on this server has it.'),
    color: Color.optional(),
    joinedAt: Day.optional().describe(
      'The day on which they joined, in UTC. Senders of messages are without it, and without `handle`, `color` and `changedAt`; so are deleted accounts.',
    ),
    changedAt: Timestamp.optional().describe(
      'When they last changed their name, handle or colour: of two states of a person the one with the later time is newer. Absent until the first change.',
    ),
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

/** A person without what presence says of them. */
export const PersonProfile = Person.omit({ online: true, deletedAt: true }).meta({
  id: 'PersonProfile',
  description: 'Who a user is, as others see it.',
  example: examples.personProfile,
});
export type PersonProfile = z.infer<typeof PersonProfile>;

export const Profile = Person.extend({
  email: z.string().describe('Their e-mail address: lower-cased, the domain in ASCII (punycode).'),
  emailVerified: z
    .boolean()
    .optional()
    .describe('Whether they have shown, by a link that was mailed, that it is theirs.'),
  createdAt: Timestamp,
}).meta({
  id: 'Profile',
  description: 'A user as they see themselves.',
  example: examples.profile,
});
export type Profile = z.infer<typeof Profile>;

export const ProfileChange = z
  .strictObject({
    name: Name.optional(),
    handle: Handle.nullable().optional().describe('A handle that nobody else has; null to give it up.'),
    color: Color.nullable().optional().describe('A hue from 0 to 359; null for the one that clients choose.'),
  })
  .meta({
    id: 'ProfileChange',
    description: 'What to change of it: what is left out stays as it is.',
    example: examples.profileChange,
  });
export type ProfileChange = z.infer<typeof ProfileChange>;

const HidesPresence = z
  .boolean()
  .describe(
    'Whether I am shown offline to everybody, never seen, and everybody to me. Typing, receipts and messages still show that I am there.',
  );
const Listed = z
  .boolean()
  .describe(
    'Whether I am found by my name and handle. If not, by my whole e-mail address alone, and by who knows my id.',
  );

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
        'Words of a name, in any order, case and composition, with or without accents: one or two characters begin a word of it, more are any part of it. Who has a handle is also found by how it begins. Or one whole e-mail address, or `@` and a whole handle, which find that person only: by a handle nobody who is not listed.',
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
    unverified: true,
    status: 200,
    response: Profile,
    problems: [],
  }),
  changeProfile: route({
    method: 'PATCH',
    path: '/users/profile',
    summary: 'Change my name, handle or colour: who has a conversation with me is told at once',
    auth: true,
    body: ProfileChange,
    status: 200,
    response: Profile,
    problems: ['user.handle_taken'],
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
