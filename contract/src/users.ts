import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { text } from './text.js';
import { inQuery } from './query.js';
import { route } from './route.js';

export const Name = text(1, 100).describe('The name that others see.');

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ format: 'email' })
  .describe('An e-mail address; case does not matter. Shown to nobody else.');

export const Person = z
  .object({
    id: Id,
    name: Name,
    online: z.boolean().describe('Whether at least one of their sockets is connected, on any node.'),
  })
  .meta({
    id: 'Person',
    description: 'A user as others see them.',
    example: examples.person,
  });
export type Person = z.infer<typeof Person>;

export const Profile = Person.extend({
  email: Email,
  createdAt: Timestamp,
}).meta({
  id: 'Profile',
  description: 'A user as they see themselves.',
  example: examples.profile,
});
export type Profile = z.infer<typeof Profile>;

export const PeopleQuery = z
  .strictObject({
    q: text(0, 100).optional().describe('Part of a name, in any case.'),
    limit: inQuery(z.int().min(1).max(100).default(50)).describe('How many people at most.'),
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
  listPeople: route({
    method: 'GET',
    path: '/users',
    summary: 'People I have no direct conversation with yet, by name',
    auth: true,
    query: PeopleQuery,
    status: 200,
    response: z.array(Person),
    problems: [],
  }),
};
