import { commands, events } from './events.js';
import { problems } from './problem.js';
import { problemReference } from './problem-reference.js';
import { socketReference } from './socket-reference.js';

const reference = socketReference();

/** Returns the text of a section up to the next heading. */
function section(heading: string): string {
  const begin = reference.indexOf(`\n${heading}\n`);
  const end = reference.indexOf('\n##', begin + 1);
  return reference.slice(begin, end === -1 ? undefined : end);
}

function jsonIn(text: string): unknown {
  return JSON.parse(/```json\n(.*?)```/s.exec(text)![1]!);
}

/** Returns the anchors that GitHub and the server give to the headings of a document. */
function anchorsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the Socket.IO reference', () => {
  it.each(Object.entries(commands))(
    'shows the command %s with a valid example of its acknowledgement',
    (name, { result }) => {
      const text = section(`### ${name}`);
      expect(text).toContain(`socket.emit('${name}', {`);
      expect(result.safeParse(jsonIn(text))).toMatchObject({ success: true });
    },
  );

  it.each(Object.entries(events))('shows the event %s with a valid example of its payload', (name, { payload }) => {
    expect(payload.safeParse(jsonIn(section(`### ${name}`)))).toMatchObject({ success: true });
  });

  it('lists the fields of a type with their type, and nested fields by their path', () => {
    const message = section('### Type Message');
    expect(message).toContain('| `sender` | [Person](#type-person) |');
    expect(message).toContain('| `conversation.id` | string (uuid) |');
    expect(message).toContain('| `deletedAt` | string (date-time), optional |');
  });

  it('has no link to a heading that does not exist, and no two headings with the same anchor', () => {
    const anchors = anchorsIn(reference);
    const targets = [...reference.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(targets.filter((anchor) => !anchors.includes(anchor!))).toEqual([]);
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });

  it('links each problem code to its section in the reference of problem codes', () => {
    const anchors = anchorsIn(problemReference());
    const targets = [...reference.matchAll(/\]\(problems\.md#([^ )]*)/g)].map(([, anchor]) => anchor!);
    expect(targets).toContain('conversationnot_found');
    expect(targets.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });
});

test('the reference of problem codes has a section for every code, with its status and whether a retry can succeed', () => {
  const text = problemReference();
  expect(anchorsIn(text)).toEqual(
    expect.arrayContaining(Object.keys(problems).map((code) => code.replaceAll('.', ''))),
  );
  expect(text).toContain(
    `### rate.limited\n\n${problems['rate.limited'].title}. Status 429; can be retried after 1 s.`,
  );
  expect(text).toContain(`### auth.email_taken\n\n${problems['auth.email_taken'].title}. Status 409; not retryable.`);
});
