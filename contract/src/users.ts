import { z } from 'zod';
import { examples } from './examples.js';
import { cleanHandle, faultOfHandle, HANDLE_CHARACTERS } from './handle.js';
import { Day, Id, Timestamp } from './identifiers.js';
import { cleanEmail, faultOfEmail } from './email.js';
import { cleanName, faultOfName, NAME_CHARACTERS } from './name.js';
import { text } from './text.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** The display name that a user chooses. */
export const Name = text(NAME_CHARACTERS.min, NAME_CHARACTERS.max, cleanName, faultOfName).describe(
  'The display name: one line, composed (NFC), without control characters, bidirectional controls, invisible characters and spaces other than U+0020, and with at most three combining marks on a letter. `system` and the name of this product are reserved.',
);

/** The handle that a user chooses. */
export const Handle = text(HANDLE_CHARACTERS.min, HANDLE_CHARACTERS.max, cleanHandle, faultOfHandle).describe(
  'A name that is unique on the server: letters a to z, digits, `.`, `_` and `-`. It begins with a letter, and ends with a letter or a digit. Stored in lower case and without a leading `@`. Some are reserved, such as `admin` and `everyone`.',
);

/** The colour that a user chooses. */
export const Color = z
  .int()
  .min(0)
  .max(359)
  .describe(
    'The colour of the picture of the user, as a hue in degrees. For a user without one, clients derive a colour from the id.',
  );

/** An e-mail address for a registration, a change of address or a search. */
export const Email = z
  .string()
  .overwrite(cleanEmail)
  .superRefine((email, context) => {
    const fault = faultOfEmail(email);
    if (fault !== undefined) context.addIssue(fault);
  })
  .describe(
    'An e-mail address; international addresses are supported, and case is ignored. At most 64 bytes before the @, and 254 bytes in total. Never shown to other users.',
  );

// The schemas above validate input. The schemas below describe output, and do not validate the stored values: earlier
// releases had other rules.
export const Person = z
  .object({
    id: Id,
    name: z.string().describe('The display name.'),
    handle: z.string().optional().describe('The handle of the user, unique on this server; absent without one.'),
    color: Color.optional(),
    joinedAt: Day.optional().describe(
      'The day on which the user registered, in UTC. Absent for senders of messages and for deleted accounts, as are `handle`, `color` and `changedAt`.',
    ),
    changedAt: Timestamp.optional().describe(
      'When the user last changed their name, handle or colour; absent until the first change. Of two states of a person, the one with the later time is newer.',
    ),
    online: z
      .boolean()
      .describe(
        'Whether the user has at least one connected socket, on any node. Always false if this user or the requester hides their presence.',
      ),
    deletedAt: Timestamp.optional().describe(
      'When the operator erased the account. No message can be sent to it any more, and its name is `Deleted account`.',
    ),
  })
  .meta({
    id: 'Person',
    description: 'A user as other users see them.',
    example: examples.person,
  });
export type Person = z.infer<typeof Person>;

/** A person without the fields that change with presence or erasure. */
export const PersonProfile = Person.omit({ online: true, deletedAt: true }).meta({
  id: 'PersonProfile',
  description: 'The profile of a user as other users see it, without presence.',
  example: examples.personProfile,
});
export type PersonProfile = z.infer<typeof PersonProfile>;

export const Profile = Person.extend({
  email: z.string().describe('The e-mail address in lower case, its domain in ASCII (punycode).'),
  emailVerified: z.boolean().optional().describe('Whether the user has verified the address with a mailed link.'),
  createdAt: Timestamp,
}).meta({
  id: 'Profile',
  description: 'The profile of the logged-in user.',
  example: examples.profile,
});
export type Profile = z.infer<typeof Profile>;

export const ProfileChange = z
  .strictObject({
    name: Name.optional(),
    handle: Handle.nullable().optional().describe('A new handle, unique on this server; null to remove it.'),
    color: Color.nullable().optional().describe('A hue from 0 to 359; null to let clients derive the colour.'),
  })
  .meta({
    id: 'ProfileChange',
    description: 'The fields of the profile to change; absent fields stay unchanged.',
    example: examples.profileChange,
  });
export type ProfileChange = z.infer<typeof ProfileChange>;

const HidesPresence = z
  .boolean()
  .describe(
    'Whether the user hides their presence: other users see the user as offline, without a last-seen time, and the user sees all other users in the same way. Typing, receipts and messages still reveal that the user is online.',
  );
const Listed = z
  .boolean()
  .describe(
    'Whether searches find the user by name and handle. Otherwise only the complete e-mail address or the id finds the user.',
  );

export const Privacy = z.object({ hidesPresence: HidesPresence, listed: Listed }).meta({
  id: 'Privacy',
  description: 'The privacy settings of a user.',
  example: examples.privacy,
});
export type Privacy = z.infer<typeof Privacy>;

export const PrivacyChange = z
  .strictObject({ hidesPresence: HidesPresence.optional(), listed: Listed.optional() })
  .meta({
    id: 'PrivacyChange',
    description: 'The privacy settings to change; absent fields stay unchanged.',
    example: examples.privacyChange,
  });
export type PrivacyChange = z.infer<typeof PrivacyChange>;

export const PeopleQuery = z
  .strictObject({
    q: text(0, 254)
      .optional()
      .describe(
        'The search text. Words of a name, in any order, case and Unicode composition, with or without accents: one or two characters match the beginning of a word, three or more match any part of it. The beginning of a handle also matches. A complete e-mail address, or `@` and a complete handle, matches only that person. A handle never matches a person who is not `listed`.',
      ),
    everyone: inQuery(z.boolean().default(false)).describe(
      'Includes people with whom the user already has a direct conversation.',
    ),
    after: Id.optional().describe('Returns only people after the person with this id, in the same order.'),
    limit: inQuery(z.int().min(1).max(100).default(50)).describe('The maximum number of people. See `Link`.'),
  })
  .meta({ description: 'Selects the people to list.' });
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const usersRoutes = {
  profile: route({
    method: 'GET',
    path: '/users/profile',
    summary: 'Get the profile of the logged-in user',
    auth: true,
    unverified: true,
    status: 200,
    response: Profile,
    problems: [],
  }),
  changeProfile: route({
    method: 'PATCH',
    path: '/users/profile',
    summary:
      'Change the name, handle or colour of the logged-in user; the change is published at once to everyone who shares a conversation with them',
    auth: true,
    body: ProfileChange,
    status: 200,
    response: Profile,
    problems: ['user.handle_taken'],
  }),
  privacy: route({
    method: 'GET',
    path: '/users/privacy',
    summary: 'Get the privacy settings of the logged-in user',
    auth: true,
    status: 200,
    response: Privacy,
    problems: [],
  }),
  changePrivacy: route({
    method: 'PATCH',
    path: '/users/privacy',
    summary: 'Change the privacy settings of the logged-in user; the change is effective for other users at once',
    auth: true,
    body: PrivacyChange,
    status: 200,
    response: Privacy,
    problems: [],
  }),
  person: route({
    method: 'GET',
    path: '/users/:id',
    summary: 'Get a person',
    auth: true,
    params: z.strictObject({ id: Id.describe('The id of the user.') }),
    status: 200,
    response: Person,
    problems: ['user.not_found'],
  }),
  listPeople: route({
    method: 'GET',
    path: '/users',
    summary:
      'List people with whom the logged-in user has no direct conversation, ordered by name, or by relevance for a search',
    auth: true,
    query: PeopleQuery,
    status: 200,
    response: z.array(Person),
    headers: { Link: 'The next page (RFC 8288): rel="next" has the people after these.' },
    problems: ['rate.email_lookups'],
  }),
};
