import type { ConversationView } from '@smart-hub/sdk';
import { inOrder } from './order.js';

it('a list that stands still keeps its rows, and what is new comes after them', () => {
  const list = ['d', 'a', 'e', 'b', 'c'].map((id) => ({ id }) as ConversationView);

  expect(inOrder(list, ['a', 'b', 'c']).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});
