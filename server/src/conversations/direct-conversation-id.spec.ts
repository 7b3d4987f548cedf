import { directConversationId } from './direct-conversation-id.js';

const ana = '018f3b1c-7a00-7000-8000-000000000001';
const ben = '018f3b1c-7a00-7000-8000-000000000002';
const cem = '018f3b1c-7a00-7000-8000-000000000003';

describe('the id of a direct conversation', () => {
  it('does not depend on the order of the two users, and differs between pairs', () => {
    expect(directConversationId(ben, ana)).toBe(directConversationId(ana, ben));
    expect(
      new Set([directConversationId(ana, ben), directConversationId(ana, cem), directConversationId(ben, cem)]).size,
    ).toBe(3);
  });

  it('is the same in every release, because stored conversations have it', () => {
    expect(directConversationId(ana, ben)).toBe('8c8cd88f-10af-5ee2-8269-49b58b10413a');
  });
});
